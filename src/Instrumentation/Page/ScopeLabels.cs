using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// The labels of a meter, for families in which two meters collide.
/// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#instrumentation-scope-1
/// </summary>
internal static class ScopeLabels
{
    /// <summary>The series' attributes with the meter's before them.</summary>
    public static KeyValuePair<string, object?>[] Before(Metric metric, KeyValuePair<string, object?>[] attributes)
    {
        var labels = new List<KeyValuePair<string, object?>> { new("otel_scope_name", metric.MeterName) };
        if (!string.IsNullOrEmpty(metric.MeterVersion))
        {
            labels.Add(new("otel_scope_version", metric.MeterVersion));
        }

        foreach (var tag in metric.MeterTags ?? [])
        {
            labels.Add(new("otel_scope_" + tag.Key, tag.Value));
        }

        return [.. labels, .. attributes];
    }
}
