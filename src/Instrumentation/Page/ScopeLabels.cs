namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// The labels of a meter, for families in which two meters collide.
/// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#instrumentation-scope-1
/// </summary>
internal static class ScopeLabels
{
    public static KeyValuePair<string, object?>[] Of(MeterIdentity meter)
    {
        var labels = new List<KeyValuePair<string, object?>> { new("otel_scope_name", meter.Name) };
        if (meter.Version.Length > 0)
        {
            labels.Add(new("otel_scope_version", meter.Version));
        }

        if (meter.SchemaUrl.Length > 0)
        {
            labels.Add(new("otel_scope_schema_url", meter.SchemaUrl));
        }

        foreach (var (key, value) in meter.Attributes)
        {
            labels.Add(new("otel_scope_" + key, value));
        }

        return [.. labels];
    }
}
