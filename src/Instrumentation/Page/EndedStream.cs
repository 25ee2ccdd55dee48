using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// What the ended streams of a meter had counted. A host that is disposed takes its metrics out of the SDK; without this the
/// family's sum would fall, and Prometheus would take the fall for a restart and count the other hosts' totals again.
/// </summary>
internal sealed class EndedStream(Family family, MeterIdentity meter) : SeriesStream(family, meter)
{
    private readonly SeriesSum _sum = new();

    public override bool IsAdditive => true;

    public override bool IsEmpty => _sum.Count == 0;

    /// <summary>Takes over the last values of a stream.</summary>
    public void Absorb(SeriesStream stream, FamilySlot slot)
    {
        stream.WriteTo(_sum, slot);
    }

    public override void WriteTo(ISampleSink sink, FamilySlot slot) => _sum.WriteTo(sink);

    public override void ForgetLabels()
    {
    }
}
