using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Configuration;

namespace AspNetCorePrometheus.Benchmarks;

/// <summary>The memory that an instrument of the application reserves when it appears, by the series limit.</summary>
[MemoryDiagnoser]
public class ReservationBenchmark : IDisposable
{
    private readonly Meter _meter = new("Benchmark");
    private MetricPipeline _pipeline = null!;
    private int _made;

    [Params(200, 2_000, 20_000)]
    public int SeriesLimit { get; set; }

    [GlobalSetup]
    public void Build()
    {
        var (settings, _) = SettingsReader.Read(new ConfigurationBuilder().Build());
        _pipeline = new MetricPipeline(settings with { IncludeMeters = ["Benchmark"], SeriesLimit = SeriesLimit });
        _pipeline.Attach();
    }

    [Benchmark]
    public object Counter() => _meter.CreateCounter<long>($"counter{_made++}");

    [Benchmark]
    public object Histogram() => _meter.CreateHistogram<double>($"histogram{_made++}");

    [GlobalCleanup]
    public void Dispose()
    {
        _pipeline.Dispose();
        _meter.Dispose();
        GC.SuppressFinalize(this);
    }
}
