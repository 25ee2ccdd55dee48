// What a scrape costs the server: CPU time and allocated bytes, beside sending the same bytes from a ready-made array.
//   dotnet run -c Release --project bench/Scrape -- [counters] [scrapes] [accept] [accept-encoding] [sampled]
// Without compression accept-encoding is "-". With "sampled" every series has been measured in a sampled trace, and has exemplars.
using System.Globalization;
using AspNetCorePrometheus.Bench.Scrape;

if (args is ["serve", var count])
{
    await SeriesHost.RunAsync(int.Parse(count, CultureInfo.InvariantCulture));
    return;
}

int[] sizes = args.Length > 0 ? [int.Parse(args[0], CultureInfo.InvariantCulture)] : [1_000, 10_000, 100_000];
foreach (var counters in sizes)
{
    var scrapes = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Math.Clamp(5_000_000 / counters, 100, 2_000);
    string[] formats = args.Length > 2 ? [args[2]] : ["text/plain", "application/openmetrics-text"];
    foreach (var format in formats)
    {
        await using var run = await ScrapeRun.StartAsync(counters, format, args.ElementAtOrDefault(3) is { } encoding and not "-" ? encoding : null);
        await run.MeasureAsync(scrapes, args.ElementAtOrDefault(4) is "sampled");
    }
}
