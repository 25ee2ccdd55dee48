using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AspNetCorePrometheus.Bench.Scrape;

/// <summary>An application with many series; it knows nothing of the drop-in.</summary>
internal static class SeriesHost
{
    private const int SeriesOfAnInstrument = 1_000;
    private const int CountersOfAHistogram = 16;

    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    public static async Task RunAsync(int counters)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static server => server.Limits.MaxRequestBodySize = null);
        await using var app = builder.Build();
        using var meter = new Meter("Bench");
        Fill(meter, counters);
        byte[] ready = [];
        app.MapPost("/sampled", () =>
        {
            using var activity = new Activity("sampled").SetIdFormat(ActivityIdFormat.W3C);
            activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            activity.Start();
            Fill(meter, counters);
        });
        app.MapGet("/figures", (bool collect) => ServerFigures.OfThisProcess(collect));
        app.MapPost("/ready", async (HttpRequest request) =>
        {
            ready = new byte[(int)request.ContentLength!];
            await request.Body.ReadExactlyAsync(ready);
        });
        app.MapGet("/ready", (HttpResponse response) =>
        {
            response.ContentLength = ready.Length;
            return response.Body.WriteAsync(ready, 0, ready.Length);
        });
        await app.RunAsync();
    }

    // Every series has been measured, with values of several lengths.
    private static void Fill(Meter meter, int counters)
    {
        for (var first = 0; first < counters; first += SeriesOfAnInstrument)
        {
            var counter = meter.CreateCounter<long>($"bench.orders.{first / SeriesOfAnInstrument}", null, "Orders taken.");
            for (var i = 0; i < Math.Min(SeriesOfAnInstrument, counters - first); i++)
            {
                counter.Add(i * 7919L, new("customer", $"customer-{i}"), new("region", "eu-west"), new("channel", "web"));
            }

            var histogram = meter.CreateHistogram(
                $"bench.latency.{first / SeriesOfAnInstrument}", "s", "Time to answer.", [],
                new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
            for (var i = 0; i < Math.Min(SeriesOfAnInstrument, counters - first) / CountersOfAHistogram; i++)
            {
                for (var value = 0.001; value < 20; value *= 2 + (i % 7))
                {
                    histogram.Record(value, new("customer", $"customer-{i}"), new("region", "eu-west"), new("channel", "web"));
                }
            }
        }
    }
}
