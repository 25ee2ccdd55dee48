using System.Reflection;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Loads the instrumentation once for the process, when the first host needs it.</summary>
internal static class InstrumentationLoader
{
    private const string AssemblyName = "AspNetCorePrometheus.Instrumentation";
    private const string EntryType = "AspNetCorePrometheus.Instrumentation.InstrumentationEntry";

    private static readonly Lazy<IInstrumentation> Loaded = new(Load, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The instrumentation. Throws what loading threw, each time.</summary>
    public static IInstrumentation Instance => Loaded.Value;

    private static IInstrumentation Load() =>
        (IInstrumentation)Activator.CreateInstance(FindAssembly().GetType(EntryType, throwOnError: true)!)!;

    // An application that references the package lists the instrumentation among its own assemblies, and its own choice of
    // OpenTelemetry applies. In every other case the files stand beside this one and stay private.
    private static Assembly FindAssembly() =>
        AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is string list
        && list.Contains(AssemblyName + ".dll", StringComparison.Ordinal)
            ? Assembly.Load(AssemblyName)
            : new InstrumentationLoadContext(ResolvedFolder.Of(Path.GetDirectoryName(typeof(InstrumentationLoader).Assembly.Location)!))
                .LoadPrivate(AssemblyName);
}
