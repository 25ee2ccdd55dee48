namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The meter under which the drop-in's own instruments stand.</summary>
internal static class OwnMeter
{
    public const string Name = "AspNetCorePrometheus";
}
