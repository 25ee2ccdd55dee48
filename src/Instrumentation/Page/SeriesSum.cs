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

    public void Sample(LabelSet labels, long value)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, labels, out _);
        total.Whole = LastHolds ? value : total.Whole + value;
        total.Value = LastHolds ? 0 : total.Value;
    }

    public void Sample(LabelSet labels, double value)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, labels, out _);
        total.IsFractional = true;
        total.Value = LastHolds ? value : total.Value + value;
        total.Whole = LastHolds ? 0 : total.Whole;
    }

    public void Histogram(LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum)
    {
        ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(_totals, labels, out _);
        total.Value += sum;
        if (total.Buckets is null)
        {
            total.Bounds = bounds;
            total.Buckets = bucketCounts.ToArray();
            return;
        }

        // Bounds differ only if two hosts gave one instrument different advice; what cannot be placed counts as infinite.
        var fits = total.Bounds!.Bounds.SequenceEqual(bounds.Bounds);
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
                sink.Histogram(labels, total.Bounds!, buckets, total.Value);
            }
            else if (total.IsFractional)
            {
                sink.Sample(labels, total.Value + total.Whole);
            }
            else
            {
                sink.Sample(labels, total.Whole);
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
    }
}
