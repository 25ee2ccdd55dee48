using System.Reflection;
using System.Runtime.Loader;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// The shared framework of ASP.NET Core, as it may lack in a worker: such a process is started with the runtime alone.
/// </summary>
internal static class SharedFramework
{
    private const string Name = "Microsoft.AspNetCore.App";
    private const string Sign = "Microsoft.AspNetCore.Hosting.Server.Abstractions.dll";

    private static readonly Lock Joining = new();
    private static readonly Lazy<string?> InstalledFolder = new(FindInstalled);

    private static bool _isJoined;

    /// <summary>
    /// Whether the process was started with it. A single-file program that brings its runtime has no list and counts as one.
    /// </summary>
    public static bool IsBound { get; } =
        AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not string { Length: > 0 } assemblies
        || assemblies.Contains(Sign, StringComparison.Ordinal);

    /// <summary>
    /// Lets the process find the framework that is installed beside its runtime, for names that it cannot bind itself; false if there
    /// is none.
    /// </summary>
    public static bool TryJoin()
    {
        lock (Joining)
        {
            if (IsBound || _isJoined)
            {
                return true;
            }

            if (InstalledFolder.Value is null)
            {
                return false;
            }

            AssemblyLoadContext.Default.Resolving += Resolve;
            return _isJoined = true;
        }
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) =>
        Path.Combine(InstalledFolder.Value!, name.Name + ".dll") is var file && File.Exists(file)
            ? context.LoadFromAssemblyPath(file)
            : null;

    // <dotnet>/shared/Microsoft.NETCore.App/10.0.1 has the other one at <dotnet>/shared/Microsoft.AspNetCore.App/10.0.1, or at
    // another patch of the same version.
    private static string? FindInstalled()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location);
        var installed = string.IsNullOrEmpty(runtime) ? null : Path.GetFullPath(Path.Combine(runtime, "..", "..", Name));
        if (installed is null || !Directory.Exists(installed))
        {
            return null;
        }

        var wanted = Environment.Version;
        return Directory.EnumerateDirectories(installed)
            .Select(folder => (Folder: folder, Version: Version.TryParse(Path.GetFileName(folder), out var version) ? version : null))
            .Where(found => found.Version is { } version && version.Major == wanted.Major && version.Minor == wanted.Minor)
            .MaxBy(found => found.Version).Folder;
    }
}
