using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Serving;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.ProcessMetrics;
using AspNetCorePrometheus.Instrumentation.Requests;
using AspNetCorePrometheus.Instrumentation.Self;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>What exists once in a process, however many hosts it builds. The first host's settings rule it.</summary>
internal sealed class ProcessInstrumentation
{
    private readonly PageRenderer _renderer;
    private readonly RequestInstrumentation? _requests;

    public ProcessInstrumentation(PrometheusSettings settings)
    {
        Settings = settings;
        var meter = new Meter(OwnMeter.Name, SelfMeter.Version);
        var self = new SelfMeter(meter);
        var catalog = new PageCatalog(settings);
        catalog.Add(new TargetInfo());
        if (settings.ExportRequests)
        {
            _requests = new RequestInstrumentation(settings);
            foreach (var family in _requests.Families.All)
            {
                catalog.Add(family);
            }
        }

        if (settings.ExportProcess)
        {
            ProcessMeter.AddTo(meter);
        }

        self.SetActive("requests", settings.ExportRequests);
        self.SetActive("process", settings.ExportProcess);
        _renderer = new PageRenderer(new MetricPipeline(settings), catalog, self, settings.MaxScrapeBytes);
    }

    public PrometheusSettings Settings { get; }

    /// <summary>Adds what a host needs to its services: the start-up filter, first, and the instrumentations' own.</summary>
    public void AddTo(IServiceCollection services, PrometheusSettings settings)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new PrometheusStartupFilter(this, settings)));
        _requests?.AddTo(services);
    }

    /// <summary>Puts the endpoint and the request measurement in front of a host's pipeline.</summary>
    public void AddTo(IApplicationBuilder app, PrometheusSettings settings)
    {
        app.Use(next => new ScrapeMiddleware(next, _renderer, settings.Path).Invoke);
        if (_requests is { } requests)
        {
            app.Use(next => requests.Measure(next, settings));
        }

        StartLine.WriteWhenStarted(app, settings);
    }
}
