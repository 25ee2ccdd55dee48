using System.Runtime.InteropServices;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>Adds up series of equal labels. Not thread-safe.</summary>
/// <remarks>
/// A sum that is begun again keeps the room of its series, so that a page of known ones takes no memory: a table of all series for each
/// page would be a large object each time.
/// </remarks>
internal sealed class SeriesSum : ISampleSink
{
    private readonly Dictionary<LabelSet, Total> _totals = [];

    private long _pass;

    /// <summary>Whether a value replaces an earlier one instead of being added to it.</summary>
    public bool LastHolds { get; set; }

    public int Count => _totals.Count;

    public IReadOnlyCollection<LabelSet> Labels => _totals.Keys;

    public bool TakesDetails => true;

    /// <summary>Begins again at nothing. Series that do not come again are forgotten with the next <see cref="WriteTo"/>.</summary>
    public void Begin() => _pass++;

    public void Sample(LabelSet labels, long value, in SampleDetail detail = default)
    {
        ref var total = ref Of(labels);
        total.Add(detail, 1);
        total.Whole = LastHolds ? value : total.Whole + value;
        total.Value = LastHolds ? 0 : total.Value;
    }

    public void Sample(LabelSet labels, double value, in SampleDetail detail = default)
    {
        ref var total = ref Of(labels);
        total.Add(detail, 1);
        total.IsFractional = true;
        total.Value = LastHolds ? value : total.Value + value;
        total.Whole = LastHolds ? 0 : total.Whole;
    }

    public void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default)
    {
        ref var total = ref Of(labels);
        total.Value += sum;
        total.AddNative(detail.Native);
        if (total.Bounds is null)
        {
            total.Begin(bounds, bucketCounts);
            total.Add(detail, bucketCounts.Length);
            return;
        }

        // Bounds differ only if two hosts gave one instrument different advice; what cannot be placed counts as infinite.
        var fits = total.Bounds.Bounds.SequenceEqual(bounds.Bounds);
        total.Add(fits ? detail : detail with { Exemplars = null }, bucketCounts.Length);
        for (var i = 0; i < bucketCounts.Length; i++)
        {
            total.Buckets![fits ? i : total.Buckets.Length - 1] += bucketCounts[i];
        }
    }

    /// <summary>Gives every series other labels; what they are made of must tell them apart.</summary>
    public void Relabel(Func<LabelSet, LabelSet> relabel)
    {
        var totals = _totals.ToArray();
        _totals.Clear();
        foreach (var (labels, total) in totals)
        {
            _totals[relabel(labels)] = total;
        }
    }

    public void WriteTo(ISampleSink sink)
    {
        foreach (var (labels, total) in _totals)
        {
            if (total.Pass != _pass)
            {
                _totals.Remove(labels);
            }
            else if (total.Bounds is { } bounds)
            {
                sink.Histogram(labels, bounds, total.Buckets, total.Value, total.Detail);
            }
            else if (total.IsFractional)
            {
                sink.Sample(labels, total.Value + total.Whole, total.Detail);
            }
            else
            {
                sink.Sample(labels, total.Whole, total.Detail);
            }
        }
    }

    private ref Total Of(LabelSet labels)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, labels, out _);
        if (total.Pass != _pass)
        {
            total.Begin(_pass);
        }

        return ref total;
    }

    private struct Total
    {
        public long Pass;
        public long Whole;
        public double Value;
        public bool IsFractional;
        public BucketBounds? Bounds;
        public long[]? Buckets;
        public SampleDetail Detail;

        // What the detail is made of, kept from one pass to the next.
        private ExemplarSlots? _exemplars;
        private ExponentialBuckets? _native;

        public void Begin(long pass)
        {
            (Pass, Whole, Value, IsFractional, Bounds, Detail) = (pass, 0, 0, false, null, default);
            _exemplars?.Clear();
            _native?.Clear();
        }

        public void Begin(BucketBounds bounds, ReadOnlySpan<long> bucketCounts)
        {
            Bounds = bounds;
            if (Buckets?.Length != bucketCounts.Length)
            {
                Buckets = new long[bucketCounts.Length];
            }

            bucketCounts.CopyTo(Buckets);
        }

        // The earliest beginning and the latest exemplars.
        public void Add(in SampleDetail detail, int slots)
        {
            if (detail.Created > 0 && (Detail.Created == 0 || detail.Created < Detail.Created))
            {
                Detail = Detail with { Created = detail.Created };
            }

            if (detail.Exemplars is { IsEmpty: false } exemplars)
            {
                if (Detail.Exemplars is null)
                {
                    _exemplars = _exemplars?.Count == slots ? _exemplars : new ExemplarSlots(slots);
                    Detail = Detail with { Exemplars = _exemplars };
                }

                exemplars.CopyTo(_exemplars!);
            }
        }

        // Before the bounds are there. A part without exponential buckets leaves the sum without them, as they could not add up to its count.
        public void AddNative(ExponentialBuckets? native)
        {
            var sum = native is null ? null : Bounds is null ? _native ??= new ExponentialBuckets() : Detail.Native;
            sum?.Add(native!);
            Detail = Detail with { Native = sum };
        }
    }
}
