using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Self;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>A test's own pipeline and page, for meters whose names begin with <see cref="Prefix"/>.</summary>
internal sealed class TestPage : IDisposable
{
    private readonly MetricPipeline _pipeline;
    private readonly Meter _meter;

    public TestPage(params (string Key, string Value)[] given)
    {
        var own = given.Any(pair => pair.Key.StartsWith("IncludeMeters", StringComparison.Ordinal));
        var settings = TestSettings.Of(own ? given : [("IncludeMeters", Prefix + "*"), .. given]);
        _pipeline = new MetricPipeline(settings);
        _meter = new Meter(Prefix);
        Catalog = new PageCatalog(settings);
        Snapshot = new OtlpSnapshot(_pipeline, Catalog, settings);
        Renderer = new PageRenderer(_pipeline, Catalog, new SelfMeter(_meter, new()), settings.MaxScrapeBytes);
    }

    public static TestPage WithMeters(string include, params (string Key, string Value)[] given) =>
        new([("IncludeMeters", include), .. given]);

    public string Prefix { get; } = "Test" + Guid.NewGuid().ToString("N");

    /// <summary>A meter that the page sees.</summary>
    public Meter Meter => _meter;

    public PageCatalog Catalog { get; }

    public PageRenderer Renderer { get; }

    /// <summary>What is pushed of the same families.</summary>
    public OtlpSnapshot Snapshot { get; }

    public string Text(ExpositionFormat format = default)
    {
        using var buffer = Renderer.Render(format);
        using var stream = new MemoryStream();
        buffer.CopyTo(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The samples of a page, by name and labels. Throws if two lines have the same.</summary>
    public Dictionary<string, double> Read() => Text()
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .ToDictionary(
            line => line[..line.LastIndexOf(' ')],
            line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));

    public void Dispose()
    {
        _pipeline.Dispose();
        _meter.Dispose();
    }
}
