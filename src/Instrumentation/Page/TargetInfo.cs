using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// The resource attributes as <c>target_info</c>.
/// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#resource-attributes-1
/// </summary>
internal sealed class TargetInfo()
    : SeriesStream(Family.CreateRaw("target_info", "Target metadata", FamilyType.Info), MeterIdentity.Own)
{
    private readonly LabelSet _labels = Labels();

    public override bool IsAdditive => false;

    public override bool IsEmpty => false;

    public override void WriteTo(ISampleSink sink, FamilySlot slot) => sink.Sample(_labels, 1);

    public override void ForgetLabels()
    {
    }

    private static LabelSet Labels()
    {
        var attributes = new List<KeyValuePair<string, object?>>();
        foreach (var (name, value) in ResourceAttributes.Read())
        {
            attributes.Add(new(name, value));
        }

        return LabelSet.Create(attributes.ToArray());
    }
}
