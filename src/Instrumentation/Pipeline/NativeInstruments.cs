using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The histogram instruments that have native histograms, where these are on: lanes measure them, and not the SDK.</summary>
/// <remarks>
/// The SDK's stream has either classic or exponential buckets, and two streams of one instrument are not read at one moment, while
/// Prometheus refuses exponential buckets that do not add up to the count. A lane has both under one lock. Instruments of one meter,
/// name and unit share a lane, those of a host that has ended too, so that their sum never falls.
/// </remarks>
/// <param name="settings">Which histograms, their buckets and limits.</param>
/// <param name="streams">Where their families go.</param>
internal sealed class NativeInstruments(PrometheusSettings settings, LateStreams streams)
{
    // As many as the SDK has streams.
    private const int MostInstruments = 10_000;

    private readonly Dictionary<LaneKey, InstrumentLane> _lanes = [];

    /// <summary>The lane of an instrument; null if the SDK is to measure it.</summary>
    public InstrumentLane? For(Instrument instrument)
    {
        var name = DriverInstruments.ConventionName(instrument) ?? instrument.Name;
        if (!StreamViews.IsHistogram(instrument)
            || !MeasurementRelays.Takes(instrument)
            || !NativeSelection.Includes(settings, name, instrument.Unit))
        {
            return null;
        }

        lock (_lanes)
        {
            var key = new LaneKey(MeterIdentity.Of(instrument.Meter), name, instrument.Unit ?? string.Empty);
            return _lanes.TryGetValue(key, out var known) ? known
                : _lanes.Count >= MostInstruments ? null
                : _lanes[key] = Make(instrument, name, key.Meter);
        }
    }

    private InstrumentLane Make(Instrument instrument, string name, MeterIdentity meter)
    {
        var bounds = new BucketBounds(StreamViews.Bounds(instrument, settings));
        var limit = SeriesLimitNames.LimitOf(settings, name, instrument.Unit);
        var family = new LaneFamily<LaneDistribution>(
            Family.Create(name, instrument.Unit, instrument.Description, FamilyType.Histogram, settings.Namespace),
            settings,
            limit,
            attributes => new LaneDistribution(attributes, bounds, settings.Exemplars),
            meter,
            ScopeLabels.Of(instrument.Meter));
        streams.Add(family);
        return new InstrumentLane(family, StreamViews.Dropped(instrument), limit);
    }

    private sealed record LaneKey(MeterIdentity Meter, string Name, string Unit);
}
