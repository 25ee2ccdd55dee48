using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>One source of series of one family: a metric of the SDK, a lane of the requests, or what an ended one left.</summary>
internal abstract class SeriesStream(Family family, MeterIdentity meter)
{
    public Family Family { get; } = family;

    /// <summary>The meter that the stream's instrument belongs to.</summary>
    public MeterIdentity Meter { get; } = meter;

    /// <summary>Whether values of equal labels add up (counters, histograms, up-down counters) or the last one holds (gauges).</summary>
    public abstract bool IsAdditive { get; }

    /// <summary>Whether the stream has no series yet, so that its family has no place on the page.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Writes every series. New label sets are claimed from the slot first.</summary>
    public abstract void WriteTo(ISampleSink sink, FamilySlot slot);

    /// <summary>Forgets encoded labels, because the slot has decided to add the meter's to them.</summary>
    public abstract void ForgetLabels();
}
