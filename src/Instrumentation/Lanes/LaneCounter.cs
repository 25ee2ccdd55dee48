using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>A sum of whole numbers that goes up, or up and down.</summary>
/// <param name="attributes">The attributes as they were given.</param>
/// <param name="exemplars">Whether sampled traces leave an exemplar.</param>
internal sealed class LaneCounter(KeyValuePair<string, object?>[] attributes, bool exemplars = false)
    : LaneSeries(attributes), IMeasuredSeries
{
    private readonly Stripes _cells = new(1);
    private readonly ExemplarSlots? _exemplars = exemplars ? new(1) : null;

    public void Add(long value) => Add(value, _exemplars is null ? null : Activity.Current);

    /// <summary>The same, for what belongs to an activity which need not be the current one.</summary>
    public void Add(long value, Activity? activity)
    {
        Interlocked.Add(ref _cells.Current[0], value);
        _exemplars?.Offer(0, value, activity);
    }

    public void Record(double value, Activity? activity) => Add((long)value, activity);

    public void RecordPast(double value, PastTrace? trace)
    {
        Interlocked.Add(ref _cells.Current[0], (long)value);
        if (trace is not null)
        {
            _exemplars?.Put(0, trace.Of(value));
        }
    }

    public override void WriteTo(ISampleSink sink) =>
        sink.Sample(Labels, _cells.Read(0), new SampleDetail(Created, _exemplars));
}
