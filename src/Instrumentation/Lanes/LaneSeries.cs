using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>One series of a lane: its attributes as they were given, their encoded form, and its value.</summary>
internal abstract class LaneSeries(KeyValuePair<string, object?>[] attributes)
{
    public KeyValuePair<string, object?>[] Attributes { get; } = attributes;

    public LabelSet Labels { get; set; } = LabelSet.Empty;

    /// <summary>When the series began, in milliseconds since the epoch.</summary>
    public long Created { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Whether the page knows the series' current labels.</summary>
    public bool IsClaimed { get; set; }

    /// <summary>Whether the series is on the page: always, but for a gauge that has no value.</summary>
    public virtual bool HasValue => true;

    public abstract void WriteTo(ISampleSink sink);
}
