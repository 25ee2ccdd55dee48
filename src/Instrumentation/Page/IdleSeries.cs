using System.Runtime.InteropServices;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// Keeps series of counters and histograms from the page that have not changed for some time. A series at zero is never kept from
/// it: it may be there so that its first increase is seen.
/// </summary>
/// <remarks>Changes are seen when a page is written, so the time is counted from the first page that shows the last value.</remarks>
internal sealed class IdleSeries(Family family, TimeSpan limit, TimeProvider clock) : ISampleSink
{
    // Series that are gone are forgotten after so many pages.
    private const int ForgetAfter = 64;

    private readonly Dictionary<LabelSet, Seen> _seen = [];

    private PageWriter? _page;
    private bool _begun;
    private long _pass;
    private long _now;

    public bool TakesDetails => _page!.TakesDetails;

    /// <summary>Takes the family's series for this page, until <see cref="End"/>.</summary>
    public ISampleSink Begin(PageWriter page)
    {
        _page = page;
        _begun = false;
        _pass++;
        _now = clock.GetTimestamp();
        return this;
    }

    /// <summary>Lets go of the page.</summary>
    public void End()
    {
        _page = null;
        if (_pass % ForgetAfter != 0)
        {
            return;
        }

        foreach (var (labels, seen) in _seen)
        {
            if (seen.Pass <= _pass - ForgetAfter)
            {
                _seen.Remove(labels);
            }
        }
    }

    public void Sample(LabelSet labels, long value, in SampleDetail detail = default)
    {
        if (Shows(labels, value))
        {
            Page().Sample(labels, value, detail);
        }
    }

    public void Sample(LabelSet labels, double value, in SampleDetail detail = default)
    {
        if (Shows(labels, value))
        {
            Page().Sample(labels, value, detail);
        }
    }

    public void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default)
    {
        var count = 0L;
        foreach (var bucket in bucketCounts)
        {
            count += bucket;
        }

        if (Shows(labels, count))
        {
            Page().Histogram(labels, bounds, bucketCounts, sum, detail);
        }
    }

    // The family's header stands before its first series, and not at all if there is none.
    private PageWriter Page()
    {
        if (!_begun)
        {
            _begun = true;
            _page!.Begin(family);
        }

        return _page!;
    }

    private bool Shows(LabelSet labels, double value)
    {
        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, labels, out var known);
        seen.Pass = _pass;
        if (!known || !seen.Value.Equals(value))
        {
            seen.Value = value;
            seen.Changed = _now;
            return true;
        }

        return value == 0 || clock.GetElapsedTime(seen.Changed, _now) < limit;
    }

    private struct Seen
    {
        public double Value;
        public long Changed;
        public long Pass;
    }
}
