using System.Collections.Concurrent;
using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The last exemplars of each series of a counter or histogram that the SDK measures.</summary>
/// <remarks>
/// The SDK keeps room for several in each series, sampled trace or not, and copies all of it at each collection, which took an
/// eighth of the time of a large page. Here a series has room from its first exemplar on.
/// </remarks>
/// <param name="bounds">The finite bounds of a histogram; null for a counter.</param>
/// <param name="dropped">Attributes that are left out of the series.</param>
/// <param name="limit">The most series.</param>
internal sealed class InstrumentExemplars(double[]? bounds, string[] dropped, int limit)
{
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], ExemplarSlots> _series = new(AnyOrderComparer.Instance);

    private BucketBounds? _bounds;
    private int _count;

    /// <summary>Series that have had an exemplar; grows only.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The exemplars of the series with these attributes; null if it has had none.</summary>
    public ExemplarSlots? Of(KeyValuePair<string, object?>[] attributes) => _series.GetValueOrDefault(attributes);

    /// <summary>Keeps a measurement that is part of a sampled trace.</summary>
    public void Keep(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, Activity activity)
    {
        var buffer = default(DriverTags);
        var kept = DroppedAttributes.Without(dropped, attributes, buffer);
        if (_series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>().TryGetValue(kept, out var slots))
        {
            Offer(slots, value, activity);
        }
        else if (Count < limit)
        {
            slots = _series.GetOrAdd(kept.ToArray(), new ExemplarSlots((bounds?.Length ?? 0) + 1));
            Offer(slots, value, activity);
            Interlocked.Increment(ref _count);
        }
    }

    private void Offer(ExemplarSlots slots, double value, Activity activity) => slots.Offer(Bucket(value), value, activity);

    private int Bucket(double value) => bounds is null ? 0 : (_bounds ??= new BucketBounds(bounds)).IndexOf(value);
}
