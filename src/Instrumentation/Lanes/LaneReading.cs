using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>A sum that others keep, such as a cache its hits: its sources are asked when a page is written.</summary>
/// <remarks>
/// A source that answers null has ended and is forgotten. What a monotonic one had counted stays in the sum, or Prometheus would
/// take the fall for a restart. A source that throws keeps its last value.
/// </remarks>
internal sealed class LaneReading(KeyValuePair<string, object?>[] attributes, bool isMonotonic) : LaneSeries(attributes)
{
    private const int Fewest = 64;

    private readonly List<Source> _sources = [];

    private long _ended;
    private int _most = Fewest;

    /// <summary>Adds a source of the sum; null says that it has ended.</summary>
    public void Add(Func<long?> read)
    {
        lock (_sources)
        {
            // Each request may bring one, and nobody may scrape.
            if (_sources.Count >= _most)
            {
                Read();
                _most = Math.Max(Fewest, 2 * _sources.Count);
            }

            _sources.Add(new Source(read));
        }
    }

    public override void WriteTo(ISampleSink sink)
    {
        lock (_sources)
        {
            var total = Read();
            if (isMonotonic || _sources.Count > 0)
            {
                sink.Sample(Labels, total + _ended, new SampleDetail(Created));
            }
        }
    }

    // The sum of the sources that go on; the others are let go.
    private long Read()
    {
        var total = 0L;
        for (var i = _sources.Count - 1; i >= 0; i--)
        {
            var source = _sources[i];
            if (source.Read())
            {
                total += source.Last;
                continue;
            }

            _ended += isMonotonic ? source.Last : 0;
            _sources.RemoveAt(i);
        }

        return total;
    }

    private sealed class Source(Func<long?> read)
    {
        public long Last { get; private set; }

        public bool Read()
        {
            try
            {
                FaultSeam.Pass(Boundaries.LaneReading);
                var value = read();
                Last = value ?? Last;
                return value is not null;
            }
            catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "observable_callback", exception))
            {
                return true;
            }
        }
    }
}
