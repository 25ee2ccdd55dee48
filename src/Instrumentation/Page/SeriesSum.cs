using System.Runtime.InteropServices;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>Adds up series of equal labels, in the order in which they were first seen.</summary>
internal sealed class SeriesSum : ISampleSink
{
    private readonly Dictionary<LabelSet, Total> _totals = [];

    /// <summary>Whether a value replaces an earlier one instead of being added to it.</summary>
    public bool LastHolds { get; set; }

    public int Count => _totals.Count;

    public bool TakesDetails => true;

    public void Sample(LabelSet labels, long value, in SampleDetail detail = default)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, labels, out _);
        total.Add(detail, 1);
        total.Whole = LastHolds ? value : total.Whole + value;
        total.Value = LastHolds ? 0 : total.Value;
    }

    public void Sample(LabelSet labels, double value, in SampleDetail detail = default)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, labels, out _);
        total.Add(detail, 1);
        total.IsFractional = true;
        total.Value = LastHolds ? value : total.Value + value;
        total.Whole = LastHolds ? 0 : total.Whole;
    }

    public void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, labels, out _);
        var isFirst = total.Buckets is null;
        total.Value += sum;
        total.AddNative(detail.Native, isFirst);
        if (total.Buckets is null)
        {
            total.Bounds = bounds;
            total.Buckets = bucketCounts.ToArray();
            total.Add(detail, bucketCounts.Length);
            return;
        }

        // Bounds differ only if two hosts gave one instrument different advice; what cannot be placed counts as infinite.
        var fits = total.Bounds!.Bounds.SequenceEqual(bounds.Bounds);
        total.Add(fits ? detail : detail with { Exemplars = null }, bucketCounts.Length);
        for (var i = 0; i < bucketCounts.Length; i++)
        {
            total.Buckets[fits ? i : total.Buckets.Length - 1] += bucketCounts[i];
        }
    }

    public void WriteTo(ISampleSink sink)
    {
        foreach (var (labels, total) in _totals)
        {
            if (total.Buckets is { } buckets)
            {
                sink.Histogram(labels, total.Bounds!, buckets, total.Value, total.Detail);
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

    private struct Total
    {
        public long Whole;
        public double Value;
        public bool IsFractional;
        public BucketBounds? Bounds;
        public long[]? Buckets;
        public SampleDetail Detail;

        // The earliest beginning and the latest exemplars.
        public void Add(in SampleDetail detail, int slots)
        {
            if (detail.Created > 0 && (Detail.Created == 0 || detail.Created < Detail.Created))
            {
                Detail = Detail with { Created = detail.Created };
            }

            if (detail.Exemplars is { IsEmpty: false } exemplars)
            {
                Detail = Detail with { Exemplars = Detail.Exemplars ?? new ExemplarSlots(slots) };
                exemplars.CopyTo(Detail.Exemplars!);
            }
        }

        // A part without exponential buckets leaves the sum without them, as they could not add up to its count.
        public void AddNative(ExponentialBuckets? native, bool isFirst)
        {
            var sum = native is null ? null : isFirst ? new ExponentialBuckets() : Detail.Native;
            sum?.Add(native!);
            Detail = Detail with { Native = sum };
        }
    }
}
