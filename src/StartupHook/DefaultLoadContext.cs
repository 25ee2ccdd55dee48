using System;
using System.Reflection;

namespace AspNetCorePrometheus.StartupHook;

/// <summary>
/// Loads one assembly of the drop-in folder into the default load context, which finds it by name from then on.
/// </summary>
/// <remarks>
/// It is loaded by its path where the application does not list it itself. What a handler answers for a name, the runtime compares with the
/// name by the rules of a culture, for which ICU reads its tables: 0.6 MB of memory that nothing else of a start needs.
/// <c>AssemblyLoadContext</c> is no part of netstandard2.0, so it is reached by reflection. <c>Assembly.LoadFrom</c> is not
/// used: it would also make every other file of the folder, OpenTelemetry among them, visible to the application.
/// </remarks>
internal static class DefaultLoadContext
{
    private static string? _name;
    private static Func<string, Assembly>? _load;
    private static string? _path;

    /// <summary>The assembly: the application's own if it lists one, or the file. Throws what loading throws.</summary>
    public static Assembly Load(string assemblyName, string path)
    {
        var type = typeof(object).Assembly.GetType("System.Runtime.Loader.AssemblyLoadContext", throwOnError: true)!;
        var context = type.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        var load = type.GetMethod("LoadFromAssemblyPath", new[] { typeof(string) })!;
        var resolving = type.GetEvent("Resolving")!;

        _name = assemblyName;
        _path = path;
        _load = (Func<string, Assembly>)load.CreateDelegate(typeof(Func<string, Assembly>), context);
        var handler = typeof(DefaultLoadContext).GetMethod(nameof(OnResolving), BindingFlags.NonPublic | BindingFlags.Static)!;
        resolving.AddEventHandler(context, handler.CreateDelegate(resolving.EventHandlerType!));
        return MayBindByName(assemblyName) ? Assembly.Load(assemblyName) : _load(path);
    }

    // A single file that brings its runtime has no list, and may hold anything.
    private static bool MayBindByName(string assemblyName) =>
        AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is not string { Length: > 0 } assemblies
        || assemblies.IndexOf(assemblyName + ".dll", StringComparison.Ordinal) >= 0;

    private static Assembly? OnResolving(object context, AssemblyName name) =>
        string.Equals(name.Name, _name, StringComparison.OrdinalIgnoreCase) ? _load!(_path!) : null;
}
