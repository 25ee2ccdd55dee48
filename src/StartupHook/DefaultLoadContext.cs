using System;
using System.Reflection;

namespace AspNetCorePrometheus.StartupHook;

/// <summary>
/// Lets the default load context find one assembly of the drop-in folder by name.
/// </summary>
/// <remarks>
/// <c>AssemblyLoadContext</c> is no part of netstandard2.0, so it is reached by reflection. <c>Assembly.LoadFrom</c> is not
/// used: it would also make every other file of the folder, OpenTelemetry among them, visible to the application.
/// </remarks>
internal static class DefaultLoadContext
{
    private static string? _name;
    private static Func<string, Assembly>? _load;
    private static string? _path;

    public static void Resolve(string assemblyName, string path)
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
    }

    private static Assembly? OnResolving(object context, AssemblyName name) =>
        string.Equals(name.Name, _name, StringComparison.OrdinalIgnoreCase) ? _load!(_path!) : null;
}
