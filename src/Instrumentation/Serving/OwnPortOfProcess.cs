using System.Reflection;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using AspNetCorePrometheus.Instrumentation.Serving.OwnPort;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// The one own port of the process, which the first host opens that has <c>Port</c> or <c>PortRange</c> set. Without one of them
/// nothing of it is loaded.
/// </summary>
internal sealed class OwnPortOfProcess(Lazy<PageRenderer> page, ServingMeter meter)
{
    // Tools that build a host to look at it, and never start it.
    private static readonly string[] DesignTimeTools = ["ef", "GetDocument.Insider", "dotnet-getdocument"];

    private readonly Lock _opening = new();

    private OwnPortListener? _listener;

    /// <summary>Opens the port if this host is the first that wants one; answers its addresses then, and null otherwise.</summary>
    public Func<string[]>? Open(PrometheusSettings settings)
    {
        if (!settings.OwnPort.IsWanted)
        {
            return null;
        }

        lock (_opening)
        {
            return _listener is null && !IsDesignTime() ? Listen(settings) : null;
        }
    }

    /// <summary>Makes way for a host's server, which is about to start.</summary>
    public void LeaveTo(IApplicationBuilder app)
    {
        if (_listener is not null)
        {
            Leave(app);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Func<string[]> Listen(PrometheusSettings settings)
    {
        var serve = new ScrapeMiddleware(NotFound, page, settings.Path, new ScrapeGuard(settings.Guards, meter.Denied));
        _listener = new OwnPortListener(settings, serve.Invoke, meter);
        _listener.Start();
        return _listener.Pages;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Leave(IApplicationBuilder app) => _listener!.Avoid(ApplicationPorts.Of(app));

    private static bool IsDesignTime() => DesignTimeTools.Contains(Assembly.GetEntryAssembly()?.GetName().Name);

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
