// What a scrape costs the server: CPU time and allocated bytes, beside sending the same bytes from a ready-made array.
//   dotnet run -c Release --project bench/Scrape -- [counters] [scrapes] [accept] [accept-encoding] [sampled]
// Without compression accept-encoding is "-". With "sampled" every series has been measured in a sampled trace, and has exemplars.
using AspNetCorePrometheus.Bench.Scrape;
using AspNetCorePrometheus.Bench.Support;

if (args is ["serve", _])
{
    await SeriesHost.RunAsync(args.Number(1));
    return;
}

int[] sizes = args.Length > 0 ? [args.Number(0)] : [1_000, 10_000, 100_000];
foreach (var counters in sizes)
{
    var scrapes = args.Number(1, Math.Clamp(5_000_000 / counters, 100, 2_000));
    string[] formats = args.Length > 2 ? [args[2]] : ["text/plain", "application/openmetrics-text"];
    foreach (var format in formats)
    {
        await using var run = await ScrapeRun.StartAsync(counters, format, args.ElementAtOrDefault(3) is { } encoding and not "-" ? encoding : null);
        await run.MeasureAsync(scrapes, args.ElementAtOrDefault(4) is "sampled");
    }
}
