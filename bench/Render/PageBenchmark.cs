using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Self;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;

namespace AspNetCorePrometheus.Benchmarks;

/// <summary>A page of counters with three labels, and a histogram of 15 buckets for each 16 of them.</summary>
[MemoryDiagnoser]
public class PageBenchmark : IDisposable
{
    private const int SeriesOfAnInstrument = 1_000;

    private readonly Meter _meter = new("Benchmark");

    // Not on the page.
    private readonly Meter _own = new("Own");
    private MetricPipeline _pipeline = null!;
    private PageMaker _maker = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Counters { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var (settings, _) = SettingsReader.Read(new ConfigurationBuilder().Build());
        settings = settings with { IncludeMeters = ["Benchmark"] };
        _pipeline = new MetricPipeline(settings);
        _maker = new PageMaker(_pipeline, new PageCatalog(settings) { Exemplars = _pipeline.Exemplars }, new SelfMeter(_own, new(), settings), settings.MaxScrapeBytes);
        for (var i = 0; i < Counters; i += SeriesOfAnInstrument)
        {
            Fill(i / SeriesOfAnInstrument);
        }
    }

    /// <summary>What the SDK needs to hand over a snapshot that nobody reads.</summary>
    [Benchmark]
    public void Collect() => _pipeline.Collect(static _ => { });

    /// <summary>The whole page in text 0.0.4, snapshot included.</summary>
    [Benchmark]
    public long Text() => Make(ExpositionFormat.PrometheusText);

    /// <summary>The same in OpenMetrics.</summary>
    [Benchmark]
    public long OpenMetrics() => Make(ExpositionFormat.OpenMetrics);

    /// <summary>The same in delimited protobuf messages.</summary>
    [Benchmark]
    public long Protobuf() => Make(ExpositionFormat.Protobuf);

    [GlobalCleanup]
    public void Dispose()
    {
        _pipeline.Dispose();
        _meter.Dispose();
        _own.Dispose();
        GC.SuppressFinalize(this);
    }

    private long Make(ExpositionFormat format)
    {
        using var page = new SharedPage(new AskedPage(format));
        page.TryHold();
        _maker.Make([page]);
        return page.Length;
    }

    private void Fill(int instrument)
    {
        var counter = _meter.CreateCounter<long>($"orders.{instrument}");
        var histogram = _meter.CreateHistogram<double>($"latency.{instrument}", "s");
        for (var i = 0; i < SeriesOfAnInstrument; i++)
        {
            counter.Add(i * 7919L, new("customer", $"customer-{i}"), new("region", "eu-west"), new("channel", "web"));
            for (var value = 0.001; i % 16 == 0 && value < 20; value *= 2)
            {
                histogram.Record(value, new("customer", $"customer-{i}"), new("region", "eu-west"), new("channel", "web"));
            }
        }
    }
}
