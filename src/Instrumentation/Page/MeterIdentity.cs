using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>What tells one meter from another: streams of equal identity belong to the same meter of several hosts.</summary>
internal sealed record MeterIdentity(string Name, string Version, string Tags)
{
    /// <summary>The drop-in's own.</summary>
    public static MeterIdentity Own { get; } = new(OwnMeter.Name, string.Empty, string.Empty);

    public static MeterIdentity Of(OpenTelemetry.Metrics.Metric metric) => new(
        metric.MeterName,
        metric.MeterVersion ?? string.Empty,
        metric.MeterTags is { } tags ? string.Join(',', tags.Select(tag => $"{tag.Key}={tag.Value}")) : string.Empty);
}
