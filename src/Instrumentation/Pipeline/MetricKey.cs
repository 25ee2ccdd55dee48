using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Page;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>What the SDK tells metrics of one name apart by, as far as a metric tells it: not the type of number, nor the bounds.</summary>
internal sealed record MetricKey(MeterIdentity Meter, string Name, string Description, string Unit, MetricType Type)
{
    public static MetricKey Of(Metric metric) =>
        new(MeterIdentity.Of(metric), metric.Name, metric.Description, metric.Unit, metric.MetricType);

    /// <summary>The key of the metric that the SDK makes of an instrument: a histogram, a counter, or whatever is observable.</summary>
    /// <param name="instrument">The instrument.</param>
    /// <param name="stream">What the SDK is told of its stream.</param>
    public static MetricKey Of(Instrument instrument, MetricStreamConfiguration stream) => new(
        MeterIdentity.Of(instrument.Meter),
        stream.Name ?? instrument.Name,
        stream.Description ?? string.Empty,
        instrument.Unit ?? string.Empty,
        TypeOf(instrument));

    private static MetricType TypeOf(Instrument instrument) => instrument switch
    {
        Counter<double> or Counter<float> or ObservableCounter<double> or ObservableCounter<float> => MetricType.DoubleSum,
        ObservableUpDownCounter<double> or ObservableUpDownCounter<float> => MetricType.DoubleSumNonMonotonic,
        ObservableGauge<double> or ObservableGauge<float> => MetricType.DoubleGauge,
        _ when StreamViews.Is(instrument, typeof(Histogram<>)) => MetricType.Histogram,
        _ when StreamViews.Is(instrument, typeof(ObservableUpDownCounter<>)) => MetricType.LongSumNonMonotonic,
        _ when StreamViews.Is(instrument, typeof(ObservableGauge<>)) => MetricType.LongGauge,
        _ => MetricType.LongSum,
    };
}
