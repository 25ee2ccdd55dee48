using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>A sum of whole numbers that goes up, or up and down.</summary>
internal sealed class LaneCounter(KeyValuePair<string, object?>[] attributes) : LaneSeries(attributes)
{
    private readonly Stripes _cells = new(1);

    public void Add(long value) => Interlocked.Add(ref _cells.Current[0], value);

    public override void WriteTo(ISampleSink sink) => sink.Sample(Labels, _cells.Read(0));
}
