using System;
using System.IO;
using System.Reflection;

namespace AspNetCorePrometheus.StartupHook;

/// <summary>Decides whether this process can be a host and, if so, hands over to the shell of its runtime.</summary>
internal static class Entrance
{
    private const int OldestRuntime = 10;
    private const string RuntimeFolder = "net10.0";
    private const string WebHost = "Microsoft.AspNetCore.Hosting";
    private const string GenericHost = "Microsoft.Extensions.Hosting.Abstractions.dll";
    private const string Shell = "AspNetCorePrometheus.HostingStartup";
    private const string ShellEntry = "AspNetCorePrometheus.HostingStartup.HookEntry";

    private static readonly string SdkTools = Path.DirectorySeparatorChar + "DotnetTools" + Path.DirectorySeparatorChar;

    public static void Enter()
    {
        if (Environment.Version.Major < OldestRuntime)
        {
            AppDomain.CurrentDomain.AssemblyResolve += StandInForShell;
            OneLine.Write($"needs .NET {OldestRuntime}; this process runs on .NET {Environment.Version} and stays without it");
            return;
        }

        if (IsToolOfSdk() || (!CanHostAspNetCore() && !CanHostWorkers()))
        {
            return;
        }

        var entry = DefaultLoadContext.Load(Shell, ShellFile()).GetType(ShellEntry, throwOnError: true)!;
        entry.GetMethod("Enter", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
    }

    // dotnet watch has web servers of its own, whose page nobody asked for.
    private static bool IsToolOfSdk() =>
        AppContext.BaseDirectory.IndexOf(SdkTools, StringComparison.Ordinal) >= 0;

    // The host lists every assembly that the process may bind by name; a process whose list lacks ASP.NET Core is a worker, a
    // console program, the SDK or a compiler. A program that is a single file with its runtime has an empty list, as all is
    // inside the bundle: there the only way to know is to ask for the assembly.
    private static bool CanHostAspNetCore() =>
        AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is string { Length: > 0 } assemblies
            ? assemblies.IndexOf(WebHost + ".dll", StringComparison.Ordinal) >= 0
            : IsInBundle(WebHost);

    private static bool IsInBundle(string name)
    {
        try
        {
            return Assembly.Load(name) != null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    // A worker brings the generic host itself. One that is older than the shell was built for cannot be bound by it.
    private static bool CanHostWorkers()
    {
        if (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not string assemblies)
        {
            return false;
        }

        var name = assemblies.IndexOf(GenericHost, StringComparison.Ordinal);
        if (name < 0)
        {
            return false;
        }

        var start = assemblies.LastIndexOf(Path.PathSeparator, name) + 1;
        return AssemblyName.GetAssemblyName(assemblies.Substring(start, name + GenericHost.Length - start)).Version.Major >= OldestRuntime;
    }

    // Such a runtime still looks for the hosting startup that the environment names, and would log that it is missing. Any
    // assembly without hosting startups will do.
    private static Assembly? StandInForShell(object? sender, ResolveEventArgs arguments) =>
        new AssemblyName(arguments.Name).Name == Shell ? typeof(Entrance).Assembly : null;

    // Images that were compiled ahead are of one platform and refused on every other one (BadImageFormatException), so they stand
    // in a folder of its name, and beside it the same assemblies that any platform can load.
    private static string ShellFile()
    {
        var folder = Path.Combine(Home(), RuntimeFolder);
        var ahead = AppContext.GetData("RUNTIME_IDENTIFIER") is string platform ? Path.Combine(folder, platform, Shell + ".dll") : string.Empty;
        return File.Exists(ahead) ? ahead : Path.Combine(folder, Shell + ".dll");
    }

    private static string Home() => Path.GetDirectoryName(typeof(Entrance).Assembly.Location)!;
}
