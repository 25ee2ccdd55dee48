using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>A stream that writes until it is stopped.</summary>
internal sealed class EndlessStream()
    : SeriesStream(Family.CreateRaw("endless", "help", FamilyType.Gauge), MeterIdentity.Own)
{
    private long _written;
    private volatile bool _hasEnded;

    public long Written => Interlocked.Read(ref _written);

    public bool HasEnded => _hasEnded;

    public override bool IsAdditive => false;

    public override bool IsEmpty => false;

    public override void WriteTo(ISampleSink sink, FamilySlot slot)
    {
        try
        {
            while (true)
            {
                sink.Sample(LabelSet.Empty, 1);
                Interlocked.Increment(ref _written);
                Thread.Yield();
            }
        }
        finally
        {
            _hasEnded = true;
        }
    }

    public override void ForgetLabels()
    {
    }
}
