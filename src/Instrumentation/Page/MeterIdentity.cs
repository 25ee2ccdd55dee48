using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>What tells one meter from another: streams of equal identity belong to the same meter of several hosts.</summary>
internal sealed record MeterIdentity(string Name, string Version, string SchemaUrl, string Tags)
{
    /// <summary>The drop-in's own.</summary>
    public static MeterIdentity Own { get; } = new(OwnMeter.Name, string.Empty, string.Empty, string.Empty);

    public static MeterIdentity Of(OpenTelemetry.Metrics.Metric metric) =>
        Of(metric.MeterName, metric.MeterVersion, metric.MeterSchemaUrl, metric.MeterTags);

    public static MeterIdentity Of(Meter meter) => Of(meter.Name, meter.Version, meter.TelemetrySchemaUrl, meter.Tags);

    /// <summary>The meter's attributes, of which <see cref="Tags"/> is the text.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Attributes { get; private init; } = [];

    public bool Equals(MeterIdentity? other) => other is not null
        && Name == other.Name && Version == other.Version && SchemaUrl == other.SchemaUrl && Tags == other.Tags;

    public override int GetHashCode() => HashCode.Combine(Name, Version, SchemaUrl, Tags);

    private static MeterIdentity Of(
        string name, string? version, string? schemaUrl, IEnumerable<KeyValuePair<string, object?>>? tags) => new(
        name,
        version ?? string.Empty,
        schemaUrl ?? string.Empty,
        tags is null ? string.Empty : string.Join(',', tags.Select(tag => $"{tag.Key}={tag.Value}")))
    {
        Attributes = tags is null ? [] : [.. tags],
    };
}
