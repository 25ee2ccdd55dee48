using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// What the ended streams of a meter had counted. A host that is disposed takes its metrics out of the SDK; without this the
/// family's sum would fall, and Prometheus would take the fall for a restart and count the other hosts' totals again.
/// </summary>
/// <param name="family">The family.</param>
/// <param name="meter">The meter.</param>
/// <param name="constants">Labels for every series.</param>
internal sealed class EndedStream(Family family, MeterIdentity meter, IReadOnlyList<KeyValuePair<string, string>> constants)
    : SeriesStream(family, meter)
{
    private readonly SeriesSum _sum = new();

    private bool _areClaimed;

    public override bool IsAdditive => true;

    public override bool IsEmpty => _sum.Count == 0;

    /// <summary>Takes over the last values of a stream, whose labels may then be claimed again.</summary>
    public void Absorb(SeriesStream stream, FamilySlot slot)
    {
        stream.WriteTo(_sum, slot);
        _areClaimed = false;
    }

    public override void WriteTo(ISampleSink sink, FamilySlot slot)
    {
        if (!_areClaimed)
        {
            _areClaimed = true;
            foreach (var labels in _sum.Labels)
            {
                slot.Claim(labels, this);
            }
        }

        _sum.WriteTo(sink);
    }

    public override void ForgetLabels()
    {
        var scope = ScopeLabels.Of(Meter);
        _areClaimed = false;
        _sum.Relabel(labels =>
        {
            var scoped = LabelSet.Create([.. scope, .. labels.Attributes], constants, Family.Type == FamilyType.Histogram);
            scoped.Attributes = labels.Attributes;
            return scoped;
        });
    }
}
