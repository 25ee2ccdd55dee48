using System.Collections.Concurrent;
using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>An instrument that a lane measures in place of the SDK: the state with which its measurements come.</summary>
internal abstract class InstrumentLane
{
    /// <summary>Counts a measurement, in the unit of the instrument. Looks its series up by the attributes as they were given.</summary>
    public abstract void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, Activity? activity);

    /// <summary>The same, for a measurement that was made before, in a sampled trace or in none.</summary>
    public abstract void RecordPast(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, PastTrace? trace);
}

/// <summary>An instrument's lane, whose series are of one kind.</summary>
/// <param name="family">Where its series are; instruments of one name in several hosts share it.</param>
/// <param name="dropped">Attributes that are left out because their values grow without bound.</param>
/// <param name="isDrivers">Whether it is a database driver's, whose attributes are brought to the conventions' names.</param>
/// <param name="limit">The family's series limit.</param>
internal sealed class InstrumentLane<TSeries>(LaneFamily<TSeries> family, string[] dropped, bool isDrivers, int limit) : InstrumentLane
    where TSeries : LaneSeries, IMeasuredSeries
{
    // Attributes in another order are another key of the same series.
    private const int OrdersOfEach = 4;

    private readonly SameAttributes<TSeries> _same = new();
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], TSeries> _series = new(AttributeComparer.Instance);

    public override void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, Activity? activity) =>
        Of(attributes).Record(value, activity);

    public override void RecordPast(double value, ReadOnlySpan<KeyValuePair<string, object?>> attributes, PastTrace? trace) =>
        Of(attributes).RecordPast(value, trace);

    private TSeries Of(ReadOnlySpan<KeyValuePair<string, object?>> attributes) => _same.Of(attributes) ?? Find(attributes);

    private TSeries Find(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        var buffer = default(DriverTags);
        var kept = DroppedAttributes.Without(dropped, attributes, buffer);
        var series = _series.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>()
            .TryGetValue(kept, out var known) ? known : Make(kept);
        if (kept.Length == attributes.Length)
        {
            _same.Add(attributes, series);
        }

        return series;
    }

    private TSeries Make(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        var buffer = default(DriverTags);
        var series = family.Series(isDrivers ? DriverInstrument.Rewrite(attributes, buffer) : attributes);
        if (_series.Count < OrdersOfEach * limit)
        {
            _series.TryAdd(attributes.ToArray(), series);
        }

        return series;
    }
}
