using AspNetCorePrometheus.Instrumentation.Exposition;
using static AspNetCorePrometheus.UnitTests.Exposition.PageText;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>The pages that have a golden file for each format.</summary>
internal static class Scenarios
{
    public static readonly Dictionary<string, Action<PageWriter>> All = new()
    {
        ["requests"] = Requests,
        ["info"] = Info,
        ["escaping"] = Escaping,
        ["units"] = Units,
        ["collisions"] = Collisions,
        ["values"] = Values,
        ["details"] = Details,
    };

    private static readonly BucketBounds Latency = new([0.005, 0.1, 1, 10]);

    private static void Requests(PageWriter page)
    {
        page.Begin(Family.Create(
            "http.server.request.duration", "s", "Duration of HTTP server requests.", FamilyType.Histogram));
        page.Histogram(
            Labels(("http.route", "/orders/{id}"), ("http.request.method", "GET"), ("http.response.status_code", 200)),
            Latency,
            [1, 2, 3, 0, 1],
            13.25);
        page.Histogram(
            Labels(("http.route", "/"), ("http.request.method", "_OTHER"), ("http.response.status_code", 405)),
            Latency,
            [4, 0, 0, 0, 0],
            0.004);

        page.Begin(Family.Create(
            "http.server.active_requests", "{request}", "Requests that are being served.", FamilyType.Gauge));
        page.Sample(Labels(("http.request.method", "GET"), ("url.scheme", "https")), 3);

        page.Begin(Family.Create(
            "aspnetcore.request.exceptions", "{exception}", "Exceptions that left an endpoint.", FamilyType.Counter));
        page.Sample(Labels(("error.type", "System.InvalidOperationException"), ("http.route", "/fail")), 7);

        page.Begin(Family.Create("dotnet.gc.pause.time", "s", "Time that the GC took.", FamilyType.Counter));
        page.Sample(LabelSet.Empty, 1.5);

        page.Begin(Family.CreateRaw("process_cpu_seconds_total", "Processor time.", FamilyType.Counter));
        page.Sample(LabelSet.Empty, 12.75);

        page.Begin(Family.Create("shop.temperature", "Cel", "May be below zero.", FamilyType.Histogram, "eu"));
        page.Histogram(Labels(("place", "cellar")), new BucketBounds([-10, 0, 10]), [1, 1, 1, 1], -4.5);
    }

    private static void Info(PageWriter page)
    {
        page.Begin(Family.Create("target.info", null, "Target metadata", FamilyType.Info, "shop"));
        page.Sample(Labels(("service.name", "shop"), ("service.version", "1.2.3")), 1);

        page.Begin(Family.CreateRaw("aspnetcore_prometheus_build_info", "What runs here.", FamilyType.Info));
        page.Sample(Labels(("version", "0.1.0"), ("runtime", "10.0.12")), 1);

        page.Begin(Family.CreateRaw("something_unknown", string.Empty, FamilyType.Unknown));
        page.Sample(LabelSet.Empty, 1);
    }

    private static void Escaping(PageWriter page)
    {
        page.Begin(Family.Create("escaped", null, "A \"quote\", a \\backslash,\na line and 日本.", FamilyType.Gauge));
        page.Sample(Labels(("quote", "say \"hi\"")), 1);
        page.Sample(Labels(("backslash", "C:\\temp\\new")), 2);
        page.Sample(Labels(("line", "a\nb\r\nc")), 3);
        page.Sample(Labels(("text", "é日本😀")), 4);
        page.Sample(Labels(("surrogate", "a\ud83db\udc00")), 5);
        page.Sample(Labels(("brace", "{id},=\"}")), 6);
        page.Sample(Labels(("array", new[] { "a\"b", "c" })), 7);
    }

    private static void Units(PageWriter page)
    {
        foreach (var (name, unit, type) in new[]
        {
            ("disk.io", "By", FamilyType.Counter),
            ("disk.free_bytes", "By", FamilyType.Gauge),
            ("network.rate", "By/s", FamilyType.Gauge),
            ("flow", "{packet}/s", FamilyType.Gauge),
            ("cpu.utilization", "1", FamilyType.Gauge),
            ("cpu.load", "%", FamilyType.Gauge),
            ("wait", "ms", FamilyType.Counter),
            ("oddseconds", "s", FamilyType.Gauge),
            ("speed.meters.per.second", "m/s", FamilyType.Gauge),
        })
        {
            page.Begin(Family.Create(name, unit, $"Unit {unit}.", type));
            page.Sample(LabelSet.Empty, 1);
        }
    }

    private static void Collisions(PageWriter page)
    {
        page.Begin(Family.Create("a..b-c/d__e", null, "Runs of odd characters.", FamilyType.Gauge));
        page.Sample(Labels(("user.id", "1"), ("user_id", "2"), ("user-id", "3")), 1);
        page.Sample(Labels(("key", "first"), ("key", "second")), 2);
        page.Sample(Labels(("__name__", "a"), ("9lives", true), ("日本", 1.5)), 3);
        page.Sample(Labels(("none", null), ("empty", string.Empty), ("some", "x")), 4);
        page.Sample(
            LabelSet.Create(
                Pairs(("region", "own")),
                [KeyValuePair.Create("region", "constant"), KeyValuePair.Create("site", "a")]),
            5);

        page.Begin(Family.Create("reserved", null, "The series' own le is left out.", FamilyType.Histogram));
        page.Histogram(
            LabelSet.Create(Pairs(("le", "7"), ("x", "y")), histogram: true), new BucketBounds([1]), [1, 0], 1);
        page.Histogram(LabelSet.Empty, new BucketBounds([]), [2], 3);
    }

    private static void Details(PageWriter page)
    {
        const long Began = 1_700_000_000_005;
        var exemplar = new Exemplar(0.75, 1_700_000_012_345, "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331");
        var buckets = new ExemplarSlots(3);
        buckets.Put(1, exemplar);
        var one = new ExemplarSlots(1);
        one.Put(0, exemplar);
        var native = new ExponentialBuckets();
        foreach (var value in new[] { 0, 0.25, 0.75, 3, -3 })
        {
            native.Record(value);
        }

        page.Begin(Family.Create("wait.duration", "s", "With everything.", FamilyType.Histogram));
        page.Histogram(Labels(("http.route", "/")), new BucketBounds([0.5, 1]), [3, 1, 1], 1, new SampleDetail(Began, buckets, native));
        page.Histogram(LabelSet.Empty, new BucketBounds([0.5, 1]), [0, 0, 0], 0, new SampleDetail(Native: new ExponentialBuckets()));

        page.Begin(Family.Create("job.runs", "{run}", "With an exemplar.", FamilyType.Counter));
        page.Sample(Labels(("job.name", "a_b")), 3L, new SampleDetail(Began, one));
        page.Sample(LabelSet.Empty, 2.5, new SampleDetail(Began));

        page.Begin(Family.Create("job.queue", "{job}", "A gauge has no beginning.", FamilyType.Gauge));
        page.Sample(LabelSet.Empty, 4L, new SampleDetail(Began, one));
    }

    private static void Values(PageWriter page)
    {
        page.Begin(Family.Create("numbers", null, "Numbers of every kind.", FamilyType.Gauge));
        var row = 0;
        foreach (var value in new[]
        {
            0, -0.0, 5, -5.5, 0.1 + 0.2, 1e14, 999999999999999, 1e15, 1e21, 1e-5, 123456789.123, double.MaxValue,
            double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        })
        {
            page.Sample(Labels(("row", row++)), value);
        }

        page.Sample(Labels(("row", "long.max")), long.MaxValue);
        page.Sample(Labels(("row", "long.min")), long.MinValue);

        page.Begin(Family.Create("bounds", null, "Bounds of every kind.", FamilyType.Histogram));
        page.Histogram(
            LabelSet.Empty,
            new BucketBounds([0, 1e-7, 0.0001, 0.25, 1, 100, 100000, 1e6, 1.5e7, 1e16]),
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            double.NaN);
    }
}
