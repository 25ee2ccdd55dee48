using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>A histogram with classic and exponential buckets, which agree at any time.</summary>
/// <remarks>
/// Prometheus refuses a native histogram whose buckets do not add up to its count, so a measurement goes to all of them under one
/// lock: one for each of a few processors, as in <see cref="Stripes"/>.
/// </remarks>
/// <param name="buckets">Classic buckets, the infinite one included.</param>
internal sealed class NativeStripes(int buckets)
{
    private readonly Stripe?[] _stripes = new Stripe?[Stripes.Copies];

    // What a scrape adds up; scrapes write a page one at a time.
    private readonly ExponentialBuckets _total = new();

    /// <summary>Counts a measurement in the family's unit, in its classic bucket and in its exponential one.</summary>
    public void Record(int bucket, double value)
    {
        var index = Stripes.CurrentCopy;
        var stripe = _stripes[index] ?? Make(index);
        lock (stripe)
        {
            stripe.Counts[bucket]++;
            stripe.Sum += value;
            stripe.Native.Record(value);
        }
    }

    /// <summary>Writes the sum of all copies. The counts are room for the classic buckets.</summary>
    public void WriteTo(ISampleSink sink, LabelSet labels, BucketBounds bounds, Span<long> counts, in SampleDetail detail)
    {
        lock (_total)
        {
            _total.Clear();
            counts.Clear();
            var sum = 0.0;
            foreach (var stripe in _stripes)
            {
                if (stripe is null)
                {
                    continue;
                }

                lock (stripe)
                {
                    sum += stripe.Sum;
                    _total.Add(stripe.Native);
                    for (var i = 0; i < counts.Length; i++)
                    {
                        counts[i] += stripe.Counts[i];
                    }
                }
            }

            sink.Histogram(labels, bounds, counts, sum, detail with { Native = _total });
        }
    }

    private Stripe Make(int index)
    {
        var made = new Stripe(buckets);
        return Interlocked.CompareExchange(ref _stripes[index], made, null) ?? made;
    }

    private sealed class Stripe(int buckets)
    {
        public long[] Counts { get; } = new long[buckets];

        public ExponentialBuckets Native { get; } = new();

        public double Sum { get; set; }
    }
}
