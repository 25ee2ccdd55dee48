namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Counts of the buckets between the lowest and the highest used one on one side of zero.</summary>
internal sealed class BucketRange
{
    private long[] _counts = [];

    /// <summary>The index of the lowest bucket.</summary>
    public int First { get; private set; }

    /// <summary>The buckets from the first to the last used one; 0 if there is none.</summary>
    public int Length { get; private set; }

    /// <summary>The count of the bucket so many places above the lowest.</summary>
    public long this[int place] => _counts[place];

    /// <summary>Adds to a bucket; false if the range would have more than <see cref="ExponentialBuckets.MostBuckets"/>.</summary>
    public bool TryAdd(int index, long count)
    {
        if (Length == 0)
        {
            First = index;
        }

        var first = Math.Min(First, index);
        var length = Math.Max(First + Length, index + 1) - first;
        if (length > ExponentialBuckets.MostBuckets)
        {
            return false;
        }

        MakeRoom(first, length);
        _counts[index - First] += count;
        return true;
    }

    /// <summary>Puts every two buckets together, for a schema of half the resolution.</summary>
    public void Halve()
    {
        var first = (First + 1) >> 1;
        var used = 0;
        for (var i = 0; i < Length; i++)
        {
            var place = ((First + i + 1) >> 1) - first;
            var count = _counts[i];
            _counts[i] = 0;
            _counts[place] += count;
            used = place + 1;
        }

        (First, Length) = (first, used);
    }

    public void Clear()
    {
        _counts.AsSpan(0, Length).Clear();
        (First, Length) = (0, 0);
    }

    private void MakeRoom(int first, int length)
    {
        if (length > _counts.Length)
        {
            Array.Resize(ref _counts, Math.Min(ExponentialBuckets.MostBuckets, Math.Max(2 * length, 16)));
        }

        if (First > first)
        {
            var moved = First - first;
            _counts.AsSpan(0, Length).CopyTo(_counts.AsSpan(moved));
            _counts.AsSpan(0, Math.Min(moved, length)).Clear();
        }

        (First, Length) = (first, length);
    }
}
