namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Finds a series by attributes that are the same objects as before, as they are where a library keeps them: no text is read, and
/// nothing is hashed. Holds the first few.
/// </summary>
internal sealed class SameAttributes<TSeries>
    where TSeries : class
{
    private const int Most = 8;

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

    /// <summary>Remembers a series, if there is room and its attributes are texts: of numbers each measurement has objects of its own.</summary>
    public void Add(ReadOnlySpan<KeyValuePair<string, object?>> attributes, TSeries series)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Value is not (string or null))
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
            if (!ReferenceEquals(known[i].Value, given[i].Value) || !ReferenceEquals(known[i].Key, given[i].Key))
            {
                return false;
            }
        }

        return true;
    }

    private sealed record Entry(KeyValuePair<string, object?>[] Attributes, TSeries Series);
}
