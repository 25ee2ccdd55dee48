using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>
/// Three hosts in one process, whose endpoints do nothing but answer, each in a way of its own: two without the drop-in and then one with
/// it. They run the same compiled code; what differs is what the drop-in put into the last one's pipeline and services.
/// </summary>
internal static class MinimalServer
{
    /// <summary>What is measured: synchronous with a known length, asynchronous, and a body of unknown length.</summary>
    public static readonly string[] Paths = ["/known", "/async", "/unknown"];

    private const string Prevent = "ASPNETCORE_PREVENTHOSTINGSTARTUP";

    private static readonly byte[] s_body = "Hello, World!"u8.ToArray();

    /// <summary>Runs until the input ends, after a line with the hosts' addresses.</summary>
    public static async Task RunAsync()
    {
        Environment.SetEnvironmentVariable(Prevent, "true");
        WebApplication[] bare = [await StartAsync(isBare: true), await StartAsync(isBare: true)];
        Environment.SetEnvironmentVariable(Prevent, null);
        WebApplication[] hosts = [.. bare, await StartAsync(isBare: false)];

        Console.WriteLine(string.Join(' ', hosts.SelectMany(host => host.Urls)));
        await Console.In.ReadToEndAsync();
    }

    private static async Task<WebApplication> StartAsync(bool isBare)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (isBare)
        {
            // The drop-in listens to the meters of all hosts of its process.
            builder.Services.Replace(ServiceDescriptor.Singleton<IMeterFactory, UnheardMeters>());
        }

        var app = builder.Build();
        Map(app);
        await app.StartAsync();
        return app;
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/known", (HttpContext context) =>
        {
            context.Response.ContentLength = s_body.Length;
            return context.Response.Body.WriteAsync(s_body).AsTask();
        });
        app.MapGet("/async", async (HttpContext context) =>
        {
            await Task.Yield();
            context.Response.ContentLength = s_body.Length;
            await context.Response.Body.WriteAsync(s_body);
        });
        app.MapGet("/unknown", (HttpContext context) => context.Response.Body.WriteAsync(s_body).AsTask());

        // Not measured: a look-up of what the process has used so far.
        app.MapGet("/used", () => string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.CpuUsage.TotalTime.TotalMicroseconds:f0} {GC.GetTotalAllocatedBytes(precise: true)}"));
    }

    /// <summary>Makes meters that have ended already, so that nobody hears of their instruments.</summary>
    private sealed class UnheardMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options)
        {
            var meter = new Meter(options);
            meter.Dispose();
            return meter;
        }

        public void Dispose()
        {
        }
    }
}
