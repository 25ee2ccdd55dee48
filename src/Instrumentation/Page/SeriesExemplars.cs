using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>How the series of one metric of the SDK come to their exemplars. Not thread-safe.</summary>
internal sealed class SeriesExemplars
{
    private readonly InstrumentExemplars _all;

    private int _known;
    private bool _isComplete;

    /// <param name="all">Those of every instrument that the metric measures.</param>
    public SeriesExemplars(InstrumentExemplars all)
    {
        _all = all;
        all.Reopen();
    }

    /// <inheritdoc cref="InstrumentExemplars.HashOf"/>
    public static int HashOf(KeyValuePair<string, object?>[] attributes) => InstrumentExemplars.HashOf(attributes);

    /// <summary>The exemplars of a series that is new on the page; null if it has had none.</summary>
    public ExemplarSlots? Of(KeyValuePair<string, object?>[] attributes) => _all.Of(attributes);

    /// <summary>
    /// Gives known series their first exemplars. These are rare: a page without any compares nothing, and one with some compares
    /// attributes of those series only whose hash is among the new ones.
    /// </summary>
    public void Find(Span<SdkSeries> known)
    {
        if (_all.Additions == _known)
        {
            return;
        }

        var added = _all.AddedSince(ref _known);
        foreach (ref var series in known)
        {
            if (series.Exemplars is null && added.Contains(series.Hash))
            {
                series.Exemplars = _all.Of(series.Attributes);
            }
        }
    }

    /// <summary>
    /// Tells which series there are once the metric has an overflow series: it gets no other any more, so what else is measured in
    /// sampled traces belongs to none.
    /// </summary>
    public void Complete(ReadOnlySpan<SdkSeries> series)
    {
        if (_isComplete)
        {
            return;
        }

        var attributes = new KeyValuePair<string, object?>[series.Length][];
        for (var i = 0; i < series.Length; i++)
        {
            attributes[i] = series[i].Attributes;
        }

        _all.Complete(attributes);
        _isComplete = true;
    }
}
