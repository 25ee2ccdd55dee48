using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Buckets, dropped attributes and series limits of each instrument, as one view.</summary>
internal sealed class StreamViews(PrometheusSettings settings, MeterScopes scopes)
{
    private const int FixedSetLimit = 64;
    private const int FewSeriesLimit = 256;

    // Attributes whose values grow without bound: one for each peer, name or statement.
    private static readonly string[] UnboundedAttributes =
        ["network.peer.address", "network.peer.port", "dns.question.name", "db.query.text", "db.query.summary"];

    /// <summary>The stream of an instrument. Called by the SDK once for each instrument.</summary>
    public MetricStreamConfiguration For(Instrument instrument)
    {
        var stream = Buckets(instrument) is { } bounds
            ? new ExplicitBucketHistogramConfiguration { Boundaries = bounds, RecordMinMax = false }
            : IsHistogram(instrument) ? new ExplicitBucketHistogramConfiguration { RecordMinMax = false }
            : new MetricStreamConfiguration();
        stream.CardinalityLimit = Limit(instrument);
        stream.Name = DriverInstruments.ConventionName(instrument);
        stream.Description = scopes.Mark(instrument.Meter, instrument.Description);
        if (MayHoldUnboundedAttributes(instrument.Meter.Name))
        {
            stream.ExcludedTagKeys = UnboundedAttributes;
        }

        return stream;
    }

    private static bool IsHistogram(Instrument instrument) =>
        instrument.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Histogram<>);

    private static bool MayHoldUnboundedAttributes(string meter) =>
        !meter.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) && meter != "System.Runtime" && meter != OwnMeter.Name;

    private double[]? Buckets(Instrument instrument) =>
        !IsHistogram(instrument) || instrument.Unit != "s" ? null
        : instrument.Name.StartsWith("db.client.", StringComparison.Ordinal) ? settings.DatabaseLatencyBuckets
        : null;

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
        "Microsoft.AspNetCore.Server.Kestrel" or "Microsoft.AspNetCore.Http.Connections" or "Microsoft.AspNetCore.MemoryPool"
            or "Microsoft.AspNetCore.RateLimiting" or "Microsoft.AspNetCore.Diagnostics" => FewSeriesLimit,
        _ => int.MaxValue,
    };
}
