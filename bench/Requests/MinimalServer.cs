using System.Globalization;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>Endpoints that do nothing but answer, each in a way of its own.</summary>
internal static class MinimalServer
{
    /// <summary>What is measured: synchronous with a known length, asynchronous, and a body of unknown length.</summary>
    public static readonly string[] Paths = ["/known", "/async", "/unknown"];

    private static readonly byte[] s_body = "Hello, World!"u8.ToArray();

    public static void Run(int port)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();

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
        app.Run();
    }
}
