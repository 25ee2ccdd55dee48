using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>A stream that fails in the middle of its family.</summary>
internal sealed class BrokenStream()
    : SeriesStream(Family.CreateRaw("broken", "help", FamilyType.Gauge), MeterIdentity.Own)
{
    public override bool IsAdditive => false;

    public override bool IsEmpty => false;

    public override void WriteTo(ISampleSink sink, FamilySlot slot)
    {
        sink.Sample(LabelSet.Empty, 1);
        throw new InvalidOperationException("broken on purpose");
    }

    public override void ForgetLabels()
    {
    }
}
