using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// The process's one <see cref="MeterProvider"/>, fed by a meter listener of our own.
/// </summary>
/// <remarks>
/// The SDK's own subscription to "every meter" is a compiled regular expression, which costs about 28 ms at start, and its
/// static initialiser forces the process's activity id format. So the SDK is built without meters of its own, in a container
/// with no configuration (a variable meant for the application's SDK, such as <c>OTEL_SDK_DISABLED</c>, must not end ours),
/// and is fed through <see cref="IMetricsListener"/>, the door that it gives to externally managed subscriptions.
/// </remarks>
internal sealed class MetricPipeline : IObservableInstrumentsSource, IDisposable
{
    private const int MaxStreams = 10_000;

    private readonly ServiceProvider _services;
    private readonly MeterListener _listener = new();
    private readonly IMetricsListener _sdk;
    private readonly InstrumentSelection _selection;
    private readonly BaseExportingMetricReader _reader;
    private readonly BatchExporter _exporter = new();
    private readonly Lock _collecting = new();

    public MetricPipeline(PrometheusSettings settings)
    {
        _selection = new InstrumentSelection(settings);
        _reader = new BaseExportingMetricReader(_exporter);
        var views = new StreamViews(settings, new MeterScopes());
        var builder = new Builder();
        builder.Services.AddOptions();
        builder.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        builder.WithMetrics(metrics => metrics
            .SetResourceBuilder(ResourceBuilder.CreateEmpty())
            .SetMaxMetricStreams(MaxStreams)
            .AddView(views.For)
            .AddReader(_reader));

        _services = builder.Services.BuildServiceProvider();
        _services.GetRequiredService<MeterProvider>();
        _sdk = _services.GetRequiredService<IMetricsListener>();
        _sdk.Initialize(this);
        Listen();
    }

    /// <summary>
    /// Runs the observable callbacks, takes a snapshot of every metric and hands it over, on the calling thread. Throws what
    /// <paramref name="consume"/> throws. One collection runs at a time.
    /// </summary>
    public void Collect(Action<Batch<Metric>> consume)
    {
        lock (_collecting)
        {
            _exporter.Run(consume);
        }
    }

    public void RecordObservableInstruments()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "observable_callback", exception))
        {
            // The listener has called every other callback before it throws.
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
        _reader.Dispose();
        _exporter.Dispose();
    }

    private void Listen()
    {
        var handlers = _sdk.GetMeasurementHandlers();
        _listener.InstrumentPublished = Publish;
        _listener.MeasurementsCompleted = _sdk.MeasurementsCompleted;
        _listener.SetMeasurementEventCallback(handlers.ByteHandler);
        _listener.SetMeasurementEventCallback(handlers.ShortHandler);
        _listener.SetMeasurementEventCallback(handlers.IntHandler);
        _listener.SetMeasurementEventCallback(handlers.LongHandler);
        _listener.SetMeasurementEventCallback(handlers.FloatHandler);
        _listener.SetMeasurementEventCallback(handlers.DoubleHandler);
        _listener.Start();
    }

    // Runs where the application creates its instrument: nothing may escape.
    private void Publish(Instrument instrument, MeterListener listener)
    {
        try
        {
            if (_selection.Includes(instrument) && _sdk.InstrumentPublished(instrument, out var state))
            {
                listener.EnableMeasurementEvents(instrument, state);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "pipeline", exception))
        {
        }
    }

    private sealed class Builder : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
