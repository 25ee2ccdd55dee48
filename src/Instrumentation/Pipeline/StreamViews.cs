using System.Diagnostics.Metrics;
using System.Numerics;
using AspNetCorePrometheus.HostingStartup;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Buckets, dropped attributes and series limits of each instrument, as one view.</summary>
/// <param name="settings">Buckets and limits.</param>
/// <param name="scopes">Keeps meters of one name apart.</param>
/// <param name="sampled">Keeps exemplars; null where there are to be none.</param>
/// <param name="observed">Tells which observable instruments have ended.</param>
internal sealed class StreamViews(
    PrometheusSettings settings, MeterScopes scopes, SampledMeasurements? sampled, ObservedMetrics observed)
{
    private const int FixedSetLimit = 64;
    private const int FewSeriesLimit = 256;

    // https://opentelemetry.io/docs/specs/otel/metrics/sdk/#explicit-bucket-histogram-aggregation
    private static readonly double[] DefaultBounds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    // Attributes whose values grow without bound: one for each peer, name or statement.
    private static readonly string[] UnboundedAttributes =
        ["network.peer.address", "network.peer.port", "dns.question.name", "db.query.text", "db.query.summary"];

    /// <summary>The stream of an instrument. Called by the SDK once for each instrument.</summary>
    public MetricStreamConfiguration For(Instrument instrument)
    {
        var stream = Buckets(instrument, settings) is { } bounds
            ? new ExplicitBucketHistogramConfiguration { Boundaries = bounds, RecordMinMax = false }
            : IsHistogram(instrument) ? new ExplicitBucketHistogramConfiguration { RecordMinMax = false }
            : new MetricStreamConfiguration();
        stream.CardinalityLimit = Limit(instrument);
        stream.Name = DriverInstruments.ConventionName(instrument) ?? InstrumentName.Plain(instrument.Name);
        stream.Description = scopes.Mark(instrument.Meter, instrument.Description);
        if (Dropped(instrument) is { Length: > 0 } dropped)
        {
            stream.ExcludedTagKeys = dropped;
        }

        if (IsHistogram(instrument) || Is(instrument, typeof(Counter<>)))
        {
            sampled?.Add(
                instrument,
                stream,
                IsHistogram(instrument) ? Bounds(instrument, settings) : null,
                bounds => new InstrumentExemplars(bounds, Dropped(instrument), Limit(instrument)));
        }
        else if (instrument.IsObservable)
        {
            observed.Add(instrument, stream);
        }

        return stream;
    }

    public static bool IsHistogram(Instrument instrument) => Is(instrument, typeof(Histogram<>));

    /// <summary>Whether an instrument is of a kind, whatever its numbers are.</summary>
    public static bool Is(Instrument instrument, Type definition) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;

    private static bool MayHoldUnboundedAttributes(string meter) =>
        !meter.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && meter != "System.Runtime" && meter != OwnMeter.Name;

    /// <summary>Attributes of an instrument that are left out.</summary>
    public static string[] Dropped(Instrument instrument) =>
        MayHoldUnboundedAttributes(instrument.Meter.Name) ? UnboundedAttributes : [];

    /// <summary>The finite bounds of a histogram: the settings', those that it advises, or the SDK's own.</summary>
    public static double[] Bounds(Instrument instrument, PrometheusSettings settings) =>
        Buckets(instrument, settings) ?? Advice(instrument) ?? DefaultBounds;

    private static double[]? Buckets(Instrument instrument, PrometheusSettings settings) =>
        !IsHistogram(instrument) || instrument.Unit != "s" ? null
        : instrument.Name.StartsWith("db.client.", StringComparison.Ordinal) ? settings.DatabaseLatencyBuckets
        : null;

    private static double[]? Advice(Instrument instrument) => instrument switch
    {
        Instrument<double> of => Finite(of.Advice?.HistogramBucketBoundaries),
        Instrument<float> of => Finite(of.Advice?.HistogramBucketBoundaries),
        Instrument<long> of => Finite(of.Advice?.HistogramBucketBoundaries),
        Instrument<int> of => Finite(of.Advice?.HistogramBucketBoundaries),
        Instrument<short> of => Finite(of.Advice?.HistogramBucketBoundaries),
        Instrument<byte> of => Finite(of.Advice?.HistogramBucketBoundaries),
        _ => null,
    };

    // By hand: queries over numbers would be compiled at start.
    private static double[]? Finite<T>(IReadOnlyList<T>? bounds)
        where T : struct, INumber<T>
    {
        if (bounds is null)
        {
            return null;
        }

        var finite = new double[bounds.Count];
        var count = 0;
        for (var i = 0; i < bounds.Count; i++)
        {
            var bound = double.CreateChecked(bounds[i]);
            finite[count] = bound;
            count += double.IsFinite(bound) ? 1 : 0;
        }

        return finite[..count];
    }

    // The SDK reserves memory for a metric's whole limit, so metrics whose label sets are fixed, or few by their nature, get a small
    // one, unless they are named.
    private int Limit(Instrument instrument)
    {
        var name = DriverInstruments.ConventionName(instrument) ?? instrument.Name;
        return SeriesLimitNames.NamedLimit(settings, name, instrument.Unit)
            ?? Math.Min(settings.SeriesLimit, NaturalLimit(instrument));
    }

    private static int NaturalLimit(Instrument instrument) => instrument.Meter.Name switch
    {
        "System.Runtime" or OwnMeter.Name when instrument.Name != "dotnet.exceptions" => FixedSetLimit,

        // By the addresses that the server listens at, protocols, kinds of errors, policies in the code.
        "System.Runtime" or "Microsoft.AspNetCore.Server.Kestrel" or "Microsoft.AspNetCore.Http.Connections" or "Microsoft.AspNetCore.MemoryPool"
            or "Microsoft.AspNetCore.RateLimiting" or "Microsoft.AspNetCore.Diagnostics" => FewSeriesLimit,
        _ => int.MaxValue,
    };
}
