using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.ProcessMetrics;
using AspNetCorePrometheus.Instrumentation.Requests;
using AspNetCorePrometheus.Instrumentation.Self;
using AspNetCorePrometheus.Instrumentation.Serving;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>What exists once in a process, however many hosts it builds. The first host's settings rule it.</summary>
/// <remarks>
/// Only what sees requests and measurements exists before a host has started; the SDK follows then, and the page with the first scrape.
/// </remarks>
#pragma warning disable CA1001 // The pipeline ends with the process.
internal sealed class ProcessInstrumentation
#pragma warning restore CA1001
{
    private readonly IReadOnlyList<IInstrumentationPart> _parts;
    private readonly ConcurrentDictionary<string, bool> _active = new(StringComparer.Ordinal);
    private readonly MetricPipeline _pipeline;
    private readonly Lazy<PageRenderer> _page;
    private readonly ServingMeter _serving = new();
    private readonly OwnPortOfProcess _ownPort;
    private readonly OtlpExport? _otlp;

    private PageCatalog? _catalog;
    private SelfMeter? _self;
    private int _attaching;

    public ProcessInstrumentation(PrometheusSettings settings)
    {
        Settings = settings;
        _parts = InstrumentationParts.Make(settings, _active);
        _page = new Lazy<PageRenderer>(MakePage);
        _ownPort = new OwnPortOfProcess(_page, _serving);
        if (settings.OtlpEndpoint is { } endpoint)
        {
            _active["otlp"] = true;
            _otlp = new OtlpExport(endpoint, MakeSnapshot);
        }

        _pipeline = new MetricPipeline(settings) { ManyEnded = () => OwnThread.Start("sweep", Sweep) };
    }

    public PrometheusSettings Settings { get; }

    /// <summary>
    /// Adds what a host needs to its services: the start-up filter, or what stands for it where there is no server, first, and the
    /// instrumentations' own. The own port is opened now, as a host may take its time until it starts.
    /// </summary>
    public void AddTo(IServiceCollection services, PrometheusSettings settings)
    {
        var place = new ServingPlace(settings, new ScrapeGuard(settings.Guards, _serving.Denied), _ownPort.Open(settings));
        services.Insert(0, services.Any(service => service.ServiceType == typeof(IServer))
            ? ServiceDescriptor.Singleton<IStartupFilter>(new PrometheusStartupFilter(this, place))
            : ServiceDescriptor.Singleton<IHostedService>(worker => new WorkerStart(place, FirstWork(), () => Follow(worker))));
        foreach (var part in _parts)
        {
            Add(part, services);
        }
    }

    /// <summary>Puts the endpoint and, behind it, the request measurement in front of a host's pipeline.</summary>
    public void AddTo(IApplicationBuilder app, ServingPlace place)
    {
        app.Use(next => Before(next, place));
        HostStarted.Register(app, place, FirstWork());
        _ownPort.LeaveTo(app);
        Follow(app.ApplicationServices);
    }

    private void Follow(IServiceProvider services)
    {
        if (_otlp is not null && services.GetService<IHostApplicationLifetime>() is { } lifetime)
        {
            _otlp.Follow(lifetime);
        }
    }

    // Runs when the host's pipeline is built, behind the start-up filter's own guard.
    private RequestDelegate Before(RequestDelegate next, ServingPlace place)
    {
        try
        {
            FaultSeam.Pass(Boundaries.PipelinePlace);
            var measured = Measured(next, place.Settings);
            return place.Settings.OwnPort.Only
                ? measured
                : new ScrapeMiddleware(measured, _page, place.Settings.Path, place.Guard).Invoke;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CompositionFailed, "endpoint", exception))
        {
            return next;
        }
    }

    private Action? FirstWork() => Interlocked.Exchange(ref _attaching, 1) == 0 ? () => _pipeline.Attach() : null;

    // A page that nobody asked for: with it the catalogue takes over what ended metrics had counted, and the SDK lets go of them.
    private void Sweep() => _page.Value.Render(new AskedPage(ExpositionFormat.PrometheusText), ScrapeDeadline.Longest).Dispose();

    private RequestDelegate Measured(RequestDelegate next, PrometheusSettings settings) =>
        _parts.OfType<RequestInstrumentation>().FirstOrDefault()?.Measure(next, settings) ?? next;

    private void Add(IInstrumentationPart part, IServiceCollection services)
    {
        try
        {
            FaultSeam.Pass(Boundaries.PartAdded);
            part.AddTo(services);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, part.Name, exception))
        {
            _active[part.Name] = false;
        }
    }

    // What is pushed is what the page would show.
    private OtlpSnapshot MakeSnapshot()
    {
        _ = _page.Value;
        return new OtlpSnapshot(_pipeline, _catalog!, _self!, Settings);
    }

    private PageRenderer MakePage()
    {
        var meter = new Meter(OwnMeter.Name, SelfMeter.Version);
        var self = new SelfMeter(meter, _active, Settings);
        _serving.AddTo(meter);
        var catalog = new PageCatalog(Settings)
        {
            Late = _pipeline.Lanes,
            Exemplars = _pipeline.Exemplars,
            Observed = _pipeline.Observed,
        };
        catalog.Add(new TargetInfo());
        if (!NamePattern.MatchesAny(Settings.ExcludeMeters, OwnMeter.Name))
        {
            catalog.Add(self.Overflow);
        }

        foreach (var stream in _parts.SelectMany(part => part.Streams))
        {
            catalog.Add(stream);
        }

        _catalog = catalog;
        _self = self;
        _active["process"] = Settings.ExportProcess;
        if (Settings.ExportProcess)
        {
            ProcessMeter.AddTo(meter);
        }

        return new PageRenderer(new PageMaker(_pipeline, catalog, self, Settings.MaxScrapeBytes));
    }
}
