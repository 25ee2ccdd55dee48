using System.Collections.Concurrent;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>A histogram instrument that a lane measures in place of the SDK: the state with which its measurements come.</summary>
/// <param name="family">Where its series are; instruments of one name in several hosts share it.</param>
/// <param name="dropped">Attributes that are left out because their values grow without bound.</param>
/// <param name="limit">The family's series limit.</param>
internal sealed class InstrumentLane(LaneFamily<LaneDistribution> family, string[] dropped, int limit)
{
    // Attributes in another order are another key of the same series.
    private const int OrdersOfEach = 4;

    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], LaneDistribution> _series = new(AttributeComparer.Instance);

    /// <summary>Counts a measurement. Looks its series up by the attributes as they were given.</summary>
    public void Record<T>(T measurement, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
        where T : struct
    {
        var buffer = default(DriverTags);
        var kept = DroppedAttributes.Without(dropped, attributes, buffer);
        var series = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>()
            .TryGetValue(kept, out var known) ? known : Find(kept);
        series.Record(MeasuredNumber.ToDouble(measurement));
    }

    private LaneDistribution Find(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        var series = family.Series(attributes);
        if (_series.Count < OrdersOfEach * limit)
        {
            _series.TryAdd(attributes.ToArray(), series);
        }

        return series;
    }
}
