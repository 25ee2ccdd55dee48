namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Finds a series by attributes that are the same objects as before, as they are where a library keeps them: no text is read, and
/// nothing is hashed. Holds the first few.
/// </summary>
internal sealed class SameAttributes<TSeries>
    where TSeries : class
{
    private const int Most = 16;

    private Entry[] _entries = [];

    /// <summary>The series; null if it has to be looked up by what the attributes say.</summary>
    public TSeries? Of(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        foreach (var entry in Volatile.Read(ref _entries))
        {
            if (AreSame(entry.Attributes, attributes))
            {
                return entry.Series;
            }
        }

        return null;
    }

    /// <summary>Remembers a series, if there is room and its attributes can be known again: of numbers each measurement has objects of its own.</summary>
    public void Add(ReadOnlySpan<KeyValuePair<string, object?>> attributes, TSeries series)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Value is not (string or bool or null))
            {
                return;
            }
        }

        var entries = Volatile.Read(ref _entries);
        if (entries.Length < Most)
        {
            // Another thread may have added one meanwhile, which then is looked up again.
            Interlocked.CompareExchange(ref _entries, [.. entries, new Entry(attributes.ToArray(), series)], entries);
        }
    }

    private static bool AreSame(KeyValuePair<string, object?>[] known, ReadOnlySpan<KeyValuePair<string, object?>> given)
    {
        if (known.Length != given.Length)
        {
            return false;
        }

        for (var i = 0; i < known.Length; i++)
        {
            if (!ReferenceEquals(known[i].Key, given[i].Key) || !IsSame(known[i].Value, given[i].Value))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSame(object? known, object? given) =>
        ReferenceEquals(known, given) || (known is bool one && given is bool other && one == other);

    private sealed record Entry(KeyValuePair<string, object?>[] Attributes, TSeries Series);
}
