using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// The labels of a meter, for families in which two meters collide.
/// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#instrumentation-scope-1
/// </summary>
internal static class ScopeLabels
{
    /// <summary>The series' attributes with the meter's before them.</summary>
    public static KeyValuePair<string, object?>[] Before(Metric metric, KeyValuePair<string, object?>[] attributes) =>
        [.. Of(metric.MeterName, metric.MeterVersion, metric.MeterTags), .. attributes];

    public static KeyValuePair<string, object?>[] Of(Meter meter) => Of(meter.Name, meter.Version, meter.Tags);

    public static KeyValuePair<string, object?>[] Of(MeterIdentity meter) => Of(meter.Name, meter.Version, meter.Attributes);

    private static KeyValuePair<string, object?>[] Of(
        string name, string? version, IEnumerable<KeyValuePair<string, object?>>? tags)
    {
        var labels = new List<KeyValuePair<string, object?>> { new("otel_scope_name", name) };
        if (!string.IsNullOrEmpty(version))
        {
            labels.Add(new("otel_scope_version", version));
        }

        foreach (var tag in tags ?? [])
        {
            labels.Add(new("otel_scope_" + tag.Key, tag.Value));
        }

        return [.. labels];
    }
}
