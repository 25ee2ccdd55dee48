using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// The process's one <see cref="MeterProvider"/>.
/// </summary>
/// <remarks>
/// The SDK's own subscription to "every meter" is a compiled regular expression, which costs about 28 ms at start, and its
/// static initialiser forces the process's activity id format. So the SDK is built without meters of its own, in a container
/// with no configuration (a variable meant for the application's SDK, such as <c>OTEL_SDK_DISABLED</c>, must not end ours),
/// and is fed through <see cref="IMetricsListener"/>, the door that it gives to externally managed subscriptions.
/// </remarks>
internal sealed class SdkPipeline : IDisposable
{
    private const int MaxStreams = 10_000;

    private readonly ServiceProvider _services;
    private readonly BaseExportingMetricReader _reader;
    private readonly BatchExporter _exporter = new();

    /// <param name="settings">Buckets and limits.</param>
    /// <param name="observables">Runs the observable callbacks.</param>
    /// <param name="sampled">Keeps exemplars in the SDK's place; null where there are to be none.</param>
    /// <param name="observed">Tells which observable instruments have ended.</param>
    public SdkPipeline(
        PrometheusSettings settings, IObservableInstrumentsSource observables, SampledMeasurements? sampled, ObservedMetrics observed)
    {
        _reader = new BaseExportingMetricReader(_exporter);
        var views = new StreamViews(settings, new MeterScopes(), sampled, observed);
        var builder = new Builder();
        builder.Services.AddOptions();
        builder.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        builder.WithMetrics(metrics => metrics
            .SetResourceBuilder(ResourceBuilder.CreateEmpty())
            .SetMaxMetricStreams(MaxStreams)
            .SetExemplarFilter(ExemplarFilterType.AlwaysOff)
            .AddView(views.For)
            .AddReader(_reader));

        _services = builder.Services.BuildServiceProvider();
        _services.GetRequiredService<MeterProvider>();
        Listener = _services.GetRequiredService<IMetricsListener>();
        Listener.Initialize(observables);
        Handlers = Listener.GetMeasurementHandlers();
    }

    /// <summary>Takes instruments and gives the state with which their measurements are handed over.</summary>
    public IMetricsListener Listener { get; }

    /// <summary>Take measurements, by the type of the value.</summary>
    public MeasurementHandlers Handlers { get; }

    /// <summary>Runs the observable callbacks, takes a snapshot of every metric and hands it over, on the calling thread.</summary>
    public void Collect(Action<Batch<Metric>> consume) => _exporter.Run(consume);

    public void Dispose()
    {
        _services.Dispose();
        _reader.Dispose();
        _exporter.Dispose();
    }

    private sealed class Builder : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
