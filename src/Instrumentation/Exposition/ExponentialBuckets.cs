namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Counts in the exponential buckets of a native histogram: the upper bound of bucket i is 2^(i·2^-schema). Not thread-safe.
/// https://prometheus.io/docs/specs/native_histograms/#data-model
/// </summary>
/// <remarks>
/// It begins at the finest schema and halves its resolution when more than <see cref="MostBuckets"/> would be needed on one side of
/// zero, so memory is bounded; at the coarsest schema every number fits.
/// </remarks>
internal sealed class ExponentialBuckets
{
    /// <summary>The buckets that lie between the lowest and the highest used one, on each side of zero.</summary>
    public const int MostBuckets = 160;

    /// <summary>The schemas that Prometheus knows.</summary>
    public const int FinestSchema = 8;

    /// <summary>Magnitudes up to here count as zero: 2^-128, as in Prometheus' own client libraries.</summary>
    public const double ZeroThreshold = 2.938735877055719e-39;

    private readonly BucketRange _positive = new();
    private readonly BucketRange _negative = new();

    public int Schema { get; private set; } = FinestSchema;

    /// <summary>Measurements no further from zero than <see cref="ZeroThreshold"/>.</summary>
    public long ZeroCount { get; private set; }

    public BucketRange Positive => _positive;

    /// <summary>Buckets below zero, by magnitude.</summary>
    public BucketRange Negative => _negative;

    /// <summary>Counts a measurement. What is not a number belongs to no bucket.</summary>
    public void Record(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        var magnitude = Math.Abs(value);
        if (magnitude <= ZeroThreshold)
        {
            ZeroCount++;
            return;
        }

        var range = value > 0 ? _positive : _negative;
        var index = IndexOf(magnitude, Schema);
        while (!range.TryAdd(index, 1))
        {
            ReduceTo(Schema - 1);
            index = IndexOf(magnitude, Schema);
        }
    }

    /// <summary>Adds the counts of another series, in the coarser of the two resolutions.</summary>
    public void Add(ExponentialBuckets other)
    {
        ReduceTo(Math.Min(Schema, other.Schema));
        ZeroCount += other.ZeroCount;
        Add(_positive, other._positive, other.Schema);
        Add(_negative, other._negative, other.Schema);
    }

    /// <summary>Empties every bucket and starts at the finest schema again.</summary>
    public void Clear()
    {
        Schema = FinestSchema;
        ZeroCount = 0;
        _positive.Clear();
        _negative.Clear();
    }

    /// <summary>The bucket of a magnitude above zero. An infinite one is in the bucket behind the largest number's.</summary>
    public static int IndexOf(double magnitude, int schema)
    {
        if (double.IsInfinity(magnitude))
        {
            return IndexOf(double.MaxValue, schema) + 1;
        }

        if (schema > 0)
        {
            return (int)Math.Ceiling(Math.Log2(magnitude) * (1 << schema));
        }

        // A power of two is the upper bound of its own bucket.
        var exponent = Math.ILogB(magnitude);
        var index = Math.ScaleB(1, exponent) < magnitude ? exponent + 1 : exponent;
        return Reduce(index, -schema);
    }

    // The bucket of a coarser schema that holds a finer one's: half the index, rounded up, for each step.
    private static int Reduce(int index, int steps) => (int)(((long)index + (1L << steps) - 1) >> steps);

    private void Add(BucketRange own, BucketRange other, int otherSchema)
    {
        for (var i = 0; i < other.Length; i++)
        {
            if (other[i] == 0)
            {
                continue;
            }

            while (!own.TryAdd(Reduce(other.First + i, otherSchema - Schema), other[i]))
            {
                ReduceTo(Schema - 1);
            }
        }
    }

    private void ReduceTo(int schema)
    {
        for (; Schema > schema; Schema--)
        {
            _positive.Halve();
            _negative.Halve();
        }
    }
}
