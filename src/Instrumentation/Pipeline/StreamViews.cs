using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Buckets, dropped attributes and series limits of each instrument, as one view.</summary>
internal sealed class StreamViews(PrometheusSettings settings, MeterScopes scopes)
{
    private const int FixedSetLimit = 64;

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

    // The SDK reserves memory for a metric's whole limit, so metrics whose label sets the runtime fixes get a small one.
    private int Limit(Instrument instrument)
    {
        var limit = SeriesLimitNames.LimitOf(
            settings, DriverInstruments.ConventionName(instrument) ?? instrument.Name, instrument.Unit);
        return instrument.Meter.Name is "System.Runtime" or OwnMeter.Name && instrument.Name != "dotnet.exceptions"
            ? Math.Min(FixedSetLimit, limit)
            : limit;
    }
}
