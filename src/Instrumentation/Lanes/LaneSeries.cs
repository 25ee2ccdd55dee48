using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>One series of a lane: its attributes as they were given, their encoded form, and its value.</summary>
internal abstract class LaneSeries(KeyValuePair<string, object?>[] attributes)
{
    public KeyValuePair<string, object?>[] Attributes { get; } = attributes;

    public LabelSet Labels { get; set; } = LabelSet.Empty;

    /// <summary>Whether the page knows the series' current labels.</summary>
    public bool IsClaimed { get; set; }

    public abstract void WriteTo(ISampleSink sink);
}
