using System.Reflection;
using System.Runtime.Loader;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The private room of the instrumentation and of the OpenTelemetry that it was built with.</summary>
/// <remarks>
/// Strategy. Only what the drop-in folder brings and the application must not see is loaded here. Everything else, the
/// shell, the framework and the application's libraries, is left to the default context, so that a <c>Meter</c>, a
/// <c>DbConnection</c> or an <c>IDistributedCache</c> has one identity in the whole process, and an application with another
/// OpenTelemetry, or none, never notices this one.
/// </remarks>
internal sealed class InstrumentationLoadContext(string folder) : AssemblyLoadContext("AspNetCorePrometheus")
{
    private const string OpenTelemetry = "OpenTelemetry";

    /// <summary>
    /// Loads an assembly, and OpenTelemetry for it, from the folder. Throws what loading throws.
    /// </summary>
    /// <remarks>
    /// By their paths and before they are asked for: what <see cref="Load"/> answers, the runtime compares with the name by the rules of
    /// a culture, for which ICU reads its tables (0.6 MB of memory).
    /// </remarks>
    public Assembly LoadPrivate(string name)
    {
        foreach (var file in Directory.GetFiles(folder, OpenTelemetry + "*.dll"))
        {
            LoadFromAssemblyPath(file);
        }

        return LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"));
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (!name.StartsWith("AspNetCorePrometheus.Instrumentation", StringComparison.Ordinal)
            && !name.StartsWith(OpenTelemetry, StringComparison.Ordinal))
        {
            return null;
        }

        var path = Path.Combine(folder, name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
