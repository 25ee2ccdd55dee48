using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The last exemplars of each series of a counter or histogram that the SDK measures.</summary>
/// <remarks>
/// The SDK keeps room for several in each series, sampled trace or not, and copies all of it at each collection, which took an
/// eighth of the time of a large page. Here a series has room from its first exemplar on. Which label sets go into the overflow
/// series is seen on the page only: until then these take places too, and give them back by <see cref="Complete"/>.
/// </remarks>
/// <param name="bounds">The finite bounds of a histogram; null for a counter.</param>
/// <param name="dropped">Attributes that are left out of the series.</param>
/// <param name="limit">The most label sets.</param>
internal sealed class InstrumentExemplars(double[]? bounds, string[] dropped, int limit)
{
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], ExemplarSlots> _series = new(AnyOrderComparer.Instance);
    private readonly List<int> _added = [];
    private readonly Lock _adding = new();

    private BucketBounds? _bounds;
    private bool _isComplete;
    private int _count;
    private int _additions;

    /// <summary>Label sets that have room for exemplars.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How often room has been made for a label set; grows only.</summary>
    public int Additions => Volatile.Read(ref _additions);

    /// <summary>What attributes are compared by before they are looked up; equal for equal ones.</summary>
    public static int HashOf(KeyValuePair<string, object?>[] attributes) => AnyOrderComparer.Instance.GetHashCode(attributes);

    /// <summary>Whether a histogram of these finite bounds, or a counter if null, has the same buckets.</summary>
    public bool Has(double[]? others) => bounds.AsSpan().SequenceEqual(others);

    /// <summary>The exemplars of the series with these attributes; null if it has had none.</summary>
    public ExemplarSlots? Of(KeyValuePair<string, object?>[] attributes) => _series.GetValueOrDefault(attributes);

    /// <summary>The <see cref="HashOf"/> of every label set that was added since, and how many additions there are now.</summary>
    public HashSet<int> AddedSince(ref int additions)
    {
        lock (_adding)
        {
            var hashes = new HashSet<int>();
            foreach (var hash in CollectionsMarshal.AsSpan(_added)[additions..])
            {
                hashes.Add(hash);
            }

            additions = _added.Count;
            return hashes;
        }
    }

    /// <summary>Keeps a measurement that is part of a sampled trace.</summary>
    public void Keep(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, Activity activity)
    {
        var buffer = default(DriverTags);
        var kept = DroppedAttributes.Without(dropped, attributes, buffer);
        if (_series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>().TryGetValue(kept, out var slots))
        {
            Offer(slots, value, activity);
        }
        else if (HasRoomFor(kept.Length))
        {
            Add(kept.ToArray())?.Offer(Bucket(value), value, activity);
        }
    }

    /// <summary>
    /// Called when the metric is full: gives room to its series, takes it from every other label set, and makes none from then on.
    /// </summary>
    public void Complete(IEnumerable<KeyValuePair<string, object?>[]> series)
    {
        lock (_adding)
        {
            _isComplete = true;
            var there = series.ToHashSet(AnyOrderComparer.Instance);
            foreach (var (attributes, _) in _series)
            {
                if (!there.Contains(attributes))
                {
                    _series.TryRemove(attributes, out _);
                }
            }

            foreach (var attributes in there)
            {
                Make(attributes);
            }

            Volatile.Write(ref _count, _series.Count);
        }
    }

    /// <summary>Another metric has taken the place of a full one, as when its meter is made again.</summary>
    public void Reopen() => Volatile.Write(ref _isComplete, false);

    // The series without attributes has a place of its own in the SDK, whenever it comes.
    private bool HasRoomFor(int attributes) => attributes == 0 || (Count < limit && !Volatile.Read(ref _isComplete));

    private ExemplarSlots? Add(KeyValuePair<string, object?>[] attributes)
    {
        lock (_adding)
        {
            if (_series.TryGetValue(attributes, out var known))
            {
                return known;
            }

            if (!HasRoomFor(attributes.Length))
            {
                return null;
            }

            Volatile.Write(ref _count, _count + 1);
            return Make(attributes);
        }
    }

    private ExemplarSlots Make(KeyValuePair<string, object?>[] attributes)
    {
        if (!_series.TryGetValue(attributes, out var slots))
        {
            _series[attributes] = slots = new ExemplarSlots((bounds?.Length ?? 0) + 1);
            _added.Add(HashOf(attributes));
            Volatile.Write(ref _additions, _added.Count);
        }

        return slots;
    }

    private void Offer(ExemplarSlots slots, double value, Activity activity) => slots.Offer(Bucket(value), value, activity);

    private int Bucket(double value) => bounds is null ? 0 : (_bounds ??= new BucketBounds(bounds)).IndexOf(value);
}
