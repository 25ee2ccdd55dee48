using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Self;
using AspNetCorePrometheus.UnitTests.Exposition;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>A test's own pipeline and page, for meters whose names begin with <see cref="Prefix"/>.</summary>
internal sealed class TestPage : IDisposable
{
    private readonly MetricPipeline _pipeline;
    private readonly Meter _meter;

    public TestPage(params (string Key, string Value)[] given)
        : this(TimeProvider.System, given)
    {
    }

    public TestPage(TimeProvider clock, params (string Key, string Value)[] given)
    {
        var own = given.Any(pair => pair.Key.StartsWith("IncludeMeters", StringComparison.Ordinal));
        var settings = TestSettings.Of(own ? given : [("IncludeMeters", Prefix + "*"), .. given]);
        _pipeline = new MetricPipeline(settings);
        _meter = new Meter(Prefix);
        Catalog = new PageCatalog(settings, Prefix, clock)
        {
            Late = _pipeline.Lanes,
            Exemplars = _pipeline.Exemplars,
            Observed = _pipeline.Observed,
        };
        var self = new SelfMeter(_meter, new(), settings);
        Catalog.Add(self.Overflow);
        Snapshot = new OtlpSnapshot(_pipeline, Catalog, self, settings);
        Maker = new PageMaker(_pipeline, Catalog, self, settings.MaxScrapeBytes);
        Renderer = new PageRenderer(Maker);
    }

    public static TestPage WithMeters(string include, params (string Key, string Value)[] given) =>
        new([("IncludeMeters", include), .. given]);

    public string Prefix { get; } = "Test" + Guid.NewGuid().ToString("N");

    /// <summary>A meter that the page sees.</summary>
    public Meter Meter => _meter;

    public PageCatalog Catalog { get; }

    public PageMaker Maker { get; }

    public PageRenderer Renderer { get; }

    /// <summary>What is pushed of the same families.</summary>
    public OtlpSnapshot Snapshot { get; }

    public string Text(ExpositionFormat format = default) => Text(new AskedPage(format));

    public string Text(AskedPage asked) => Encoding.UTF8.GetString(Bytes(asked));

    public byte[] Bytes(AskedPage asked)
    {
        using var page = Renderer.Render(asked, TimeSpan.FromMinutes(1));
        return BytesOf(page);
    }

    public static string TextOf(SharedPage page) => Encoding.UTF8.GetString(BytesOf(page));

    /// <summary>
    /// Bytes that a page allocates once its labels are known: the least of a few, as a page may be the first that is a byte too long for as
    /// many chunks as the one before. On this thread, whose allocations are measured.
    /// </summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="shortest">Bytes that the page has at least.</param>
    public long LeastAllocated(string format, long shortest)
    {
        for (var i = 0; i < 3; i++)
        {
            Make();
        }

        return Enumerable.Range(0, 5).Min(_ => Make());

        long Make()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            using var made = new SharedPage(new AskedPage(Formats.Named(format)));
            made.TryHold();
            Maker.Make([made]);
            Assert.True(made.Length > shortest);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static byte[] BytesOf(SharedPage page)
    {
        using var stream = new MemoryStream();
        page.CopyTo(stream);
        return stream.ToArray();
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
