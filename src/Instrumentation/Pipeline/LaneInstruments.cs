using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The instruments that lanes measure, and not the SDK: histograms with native buckets, and what is measured with each request or command.</summary>
/// <remarks>
/// The SDK's stream has either classic or exponential buckets, and two streams of one instrument are not read at one moment, while
/// Prometheus refuses exponential buckets that do not add up to the count. A lane has both under one lock. The SDK hashes the
/// attributes of each measurement, of which a driver makes several for each command and the framework's middleware one for each request. Instruments of one meter, name and unit share a lane, those of
/// a host that has ended too, so that their sum never falls.
/// </remarks>
/// <param name="settings">Which histograms are native, buckets and limits.</param>
/// <param name="streams">Where their families go.</param>
internal sealed class LaneInstruments(PrometheusSettings settings, LateStreams streams)
{
    // As many as the SDK has streams.
    private const int MostInstruments = 10_000;

    private readonly Dictionary<LaneKey, InstrumentLane> _lanes = [];

    /// <summary>The lane of an instrument; null if the SDK is to measure it.</summary>
    public InstrumentLane? For(Instrument instrument)
    {
        var name = DriverInstruments.ConventionName(instrument) ?? instrument.Name;
        if (KindOf(instrument, name) is not { } kind || !MeasurementRelays.Takes(instrument))
        {
            return null;
        }

        lock (_lanes)
        {
            var key = new LaneKey(MeterIdentity.Of(instrument.Meter), name, instrument.Unit ?? string.Empty, kind);
            return _lanes.TryGetValue(key, out var known) ? known
                : _lanes.Count >= MostInstruments ? null
                : _lanes[key] = Make(instrument, key);
        }
    }

    // Drivers for each command, middleware for each request.
    private static bool IsMeasuredOften(Instrument instrument) =>
        DriverInstruments.IsDrivers(instrument)
        || instrument.Meter.Name is "Microsoft.AspNetCore.Routing" or "Microsoft.AspNetCore.Authentication" or "Microsoft.AspNetCore.Authorization";

    private LaneKind? KindOf(Instrument instrument, string name)
    {
        if (settings.NativeHistograms && StreamViews.IsHistogram(instrument) && NativeSelection.Includes(settings, name, instrument.Unit))
        {
            return LaneKind.Native;
        }

        return !IsMeasuredOften(instrument) ? null
            : StreamViews.IsHistogram(instrument) ? instrument.Unit == "s" ? LaneKind.Seconds : null
            : instrument switch
            {
                Counter<byte> or Counter<short> or Counter<int> or Counter<long> => LaneKind.Counter,
                UpDownCounter<byte> or UpDownCounter<short> or UpDownCounter<int> or UpDownCounter<long> => LaneKind.Gauge,
                _ => null,
            };
    }

    private InstrumentLane Make(Instrument instrument, LaneKey key)
    {
        switch (key.Kind)
        {
            case LaneKind.Native:
                var bounds = new BucketBounds(StreamViews.Bounds(instrument, settings));
                return Make(instrument, key, FamilyType.Histogram, of => new LaneDistribution(of, bounds, settings.Exemplars));
            case LaneKind.Seconds:
                var seconds = LaneBounds.Seconds(StreamViews.Bounds(instrument, settings));
                return Make(
                    instrument, key, FamilyType.Histogram, of => new LaneHistogram(of, seconds, new HistogramForm(settings.Exemplars, false)));
            case LaneKind.Counter:
                return Make(instrument, key, FamilyType.Counter, of => new LaneCounter(of, settings.Exemplars));
            default:
                return Make(instrument, key, FamilyType.Gauge, static of => new LaneCounter(of));
        }
    }

    private InstrumentLane<TSeries> Make<TSeries>(
        Instrument instrument, LaneKey key, FamilyType type, Func<KeyValuePair<string, object?>[], TSeries> make)
        where TSeries : LaneSeries, IMeasuredSeries
    {
        var limit = SeriesLimitNames.LimitOf(settings, key.Name, instrument.Unit);
        var family = new LaneFamily<TSeries>(
            Family.Create(key.Name, instrument.Unit, instrument.Description, type, settings.Namespace),
            settings,
            limit,
            make,
            key.Meter);
        streams.Add(family);
        return new InstrumentLane<TSeries>(family, StreamViews.Dropped(instrument), DriverInstruments.IsDrivers(instrument), limit);
    }

    private sealed record LaneKey(MeterIdentity Meter, string Name, string Unit, LaneKind Kind);
}
