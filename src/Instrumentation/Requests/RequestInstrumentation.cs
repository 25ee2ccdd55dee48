using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Requests.Legacy;
using AspNetCorePrometheus.Instrumentation.Requests.Views;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>Requests, endpoints, bodies, exceptions and views: the rows of <c>ExportRequests</c> that are measured here.</summary>
internal sealed class RequestInstrumentation : IInstrumentationPart
{
    private const string ActionInvokerProvider = "Microsoft.AspNetCore.Mvc.Abstractions.IActionInvokerProvider";

    private readonly RequestMeasurement _measurement;
    private readonly ViewMetrics _views;

    public RequestInstrumentation(PrometheusSettings settings)
    {
        Families = new RequestFamilies(settings);
        _measurement = new RequestMeasurement(settings, Families);
        _views = new ViewMetrics(Families);
    }

    public string Name => "requests";

    public RequestFamilies Families { get; }

    public IEnumerable<SeriesStream> Streams => Families.All;

    /// <summary>The outermost middleware but for the endpoint.</summary>
    public RequestDelegate Measure(RequestDelegate next, PrometheusSettings settings) =>
        new RequestMiddleware(next, _measurement, settings).Invoke;

    public void AddTo(IServiceCollection services)
    {
        ViewInstrumentation.AddTo(services, _views);
        if (services.Any(service => service.ServiceType.FullName == ActionInvokerProvider))
        {
            AddLegacyActions(services);
        }
    }

    // Apart, so that hosts without MVC do not load it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddLegacyActions(IServiceCollection services) =>
        services.AddSingleton<IActionInvokerProvider>(new LegacyActionMeasurement(_measurement));
}
