using System.Diagnostics;
using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.TestOtlp;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Otlp;

[Collection(ProcessWide.Name)]
public sealed class OtlpRequestTests
{
    private static readonly KeyValuePair<string, object?> Card = new("payment.kind", "card");

    [Fact]
    public void Every_series_of_the_page_is_pushed_with_its_value_and_no_other_is()
    {
        using var page = new TestPage(("Labels", "env=test,payment_kind=none"), ("Namespace", "shop"));
        Measure(page.Meter);
        page.Meter.CreateHistogram<double>("bare", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [] }).Record(3);
        AddLanes(page);

        Assert.Equal(Lines(OnPage(page)), Lines(Pushed(page)));
    }

    [Fact]
    public void Two_hosts_series_are_added_up_and_those_of_an_ended_one_stay()
    {
        using var page = new TestPage();
        using var first = new Meter(page.Prefix);
        var second = new Meter(page.Prefix);
        first.CreateCounter<long>("n").Add(1, Card);
        second.CreateCounter<long>("n").Add(2, Card);
        Assert.Equal(3, Pushed(page)["n_total{payment_kind=\"card\"}"]);

        second.Dispose();
        Take(page);

        Assert.Equal(3, Pushed(page)["n_total{payment_kind=\"card\"}"]);
        Assert.Equal(3, OnPage(page)["n_total{payment_kind=\"card\"}"]);
    }

    [Fact]
    public void Meters_that_collide_on_the_page_are_pushed_as_the_meters_that_they_are()
    {
        using var page = new TestPage();
        using var first = new Meter(page.Prefix, "1");
        using var second = new Meter(
            new MeterOptions(page.Prefix) { Version = "2", Tags = [new("region", "eu")], TelemetrySchemaUrl = "https://example.org/1" });
        first.CreateCounter<long>("n").Add(1);
        second.CreateCounter<long>("n").Add(2);
        page.Text();

        var meters = Take(page).Parts.Single().Meters.Where(meter => meter.Streams.Any(stream => stream.Name == "n")).ToArray();

        Assert.Equal([("1", 1L), ("2", 2L)], meters.Select(meter => (meter.Meter.Version, Assert.Single(Stream(meter, "n").Sum.Points).Whole)).Order());
        Assert.Equal("eu", Assert.Single(meters.Single(meter => meter.Meter.Version == "2").Meter.Attributes).Value.Text);
        Assert.Equal(["", "https://example.org/1"], meters.Select(meter => meter.Schema).Order());
        Assert.All(meters, meter => Assert.Empty(Stream(meter, "n").Sum.Points[0].Attributes));
    }

    [Fact]
    public void Instruments_keep_their_names_units_types_and_attributes()
    {
        using var page = new TestPage();
        Measure(page.Meter);
        page.Meter.CreateCounter<int>("typed").Add(1, new("flag", true), new("whole", 7), new("number", 0.5), new("list", new[] { 1, 2 }));

        var meter = Take(page).Parts.Single().Meters.Single(meter => meter.Meter.Name == page.Prefix);

        Assert.Equal((true, 2), (Stream(meter, "shop.orders").Sum.Monotonic, Stream(meter, "shop.orders").Sum.Temporality));
        Assert.Equal(("{order}", "Orders."), (Stream(meter, "shop.orders").Unit, Stream(meter, "shop.orders").Description));
        Assert.Equal("payment.kind", Stream(meter, "shop.orders").Sum.Points[0].Attributes[0].Key);
        Assert.Equal((false, 2), (Stream(meter, "shop.open").Sum.Monotonic, Stream(meter, "shop.open").Sum.Temporality));
        Assert.Equal(MetricStream.KindOneofCase.Gauge, Stream(meter, "shop.level").KindCase);
        Assert.Equal(2, Stream(meter, "shop.time").Histogram.Temporality);
        var typed = Stream(meter, "typed").Sum.Points[0].Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value);
        Assert.Equal((true, 7, 0.5), (typed["flag"].Flag, typed["whole"].Whole, typed["number"].Number));
        Assert.Equal([1L, 2L], typed["list"].List.Values.Select(value => value.Whole));
    }

    [Fact]
    public void Sums_began_with_the_process_and_gauges_have_no_beginning()
    {
        using var page = new TestPage();
        Measure(page.Meter);
        using var process = Process.GetCurrentProcess();
        var start = (ulong)new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds();

        var meter = Take(page).Parts.Single().Meters.Single(meter => meter.Meter.Name == page.Prefix);

        var counter = Stream(meter, "shop.orders").Sum.Points[0];
        Assert.Equal(start, counter.Start / 1_000_000);
        Assert.InRange(counter.Time / 1_000_000, start, (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.Equal(counter.Start, Stream(meter, "shop.time").Histogram.Points[0].Start);
        Assert.Equal(0UL, Stream(meter, "shop.level").Gauge.Points[0].Start);
    }

    [Fact]
    public void The_resource_is_what_target_info_says()
    {
        using var name = new EnvironmentVariable("OTEL_SERVICE_NAME", "till");
        using var attributes = new EnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=test");
        using var page = new TestPage();

        var resource = Take(page).Parts.Single().Source.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value.Text);

        Assert.Equal(("till", "test"), (resource["service.name"], resource["deployment.environment"]));
    }

    // Nobody scrapes what is pushed: without it the processes of one service would write the same series.
    [Theory]
    [InlineData(null)]
    [InlineData("service.instance.id=")]
    public void The_instance_is_a_random_UUID_that_stays_as_long_as_the_process(string? given)
    {
        using var attributes = new EnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES", given);
        using var first = new TestPage();
        using var second = new TestPage();

        var instance = Guid.Parse(Instance(first));

        Assert.Equal(4, instance.Version);
        Assert.Equal(instance, Guid.Parse(Instance(second)));
        Assert.DoesNotContain("service_instance_id=\"" + instance, first.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_that_is_given_counts()
    {
        using var attributes = new EnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=till-7");
        using var page = new TestPage();

        Assert.Equal("till-7", Instance(page));
    }

    [Fact]
    public void Series_and_metrics_at_their_limit_are_told_where_nobody_scrapes()
    {
        using var page = new TestPage(("SeriesLimit", "10"));
        Measure(page.Meter);
        var counter = page.Meter.CreateCounter<int>("narrow");
        for (var i = 0; i < 15; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("n", i));
        }

        var first = PageWords.Samples(Take(page));
        var second = PageWords.Samples(Take(page));

        Assert.Equal(0, first["aspnetcore_prometheus_series{}"]);
        Assert.Equal(first.Count, second["aspnetcore_prometheus_series{}"]);
        Assert.Equal(1, second["aspnetcore_prometheus_series_overflow{metric=\"narrow_total\"}"]);
    }

    [Fact]
    public void A_push_leaves_what_is_told_of_the_last_scrape()
    {
        using var page = new TestPage();
        var size = System.Text.Encoding.UTF8.GetByteCount(page.Text());

        Take(page);

        Assert.Equal(size, PageWords.Samples(Take(page))["aspnetcore_prometheus_scrape_size_bytes{}"]);
    }

    [Fact]
    public void Exemplars_carry_their_trace()
    {
        using var page = new TestPage();
        using var activity = new Activity("sampled").SetIdFormat(ActivityIdFormat.W3C);
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        activity.Start();
        page.Text();
        page.Meter.CreateHistogram<double>("shop.time", "s").Record(0.2);
        activity.Stop();

        var point = Stream(Take(page).Parts.Single().Meters.Single(meter => meter.Meter.Name == page.Prefix), "shop.time").Histogram.Points[0];

        var trace = Assert.Single(point.Traces);
        Assert.Equal(activity.TraceId.ToHexString(), Convert.ToHexStringLower(trace.TraceId.Span));
        Assert.Equal(activity.SpanId.ToHexString(), Convert.ToHexStringLower(trace.SpanId.Span));
        Assert.Equal(0.2, trace.Number);
    }

    private static void Measure(Meter meter)
    {
        meter.CreateCounter<long>("shop.orders", "{order}", "Orders.").Add(5, Card);
        meter.CreateCounter<double>("shop.weight", "kg").Add(1.5);
        meter.CreateUpDownCounter<int>("shop.open").Add(-3);
        meter.CreateGauge<double>("shop.level").Record(0.25);
        var time = meter.CreateHistogram<double>("shop.time", "s");
        time.Record(0.2, Card);
        time.Record(700, Card);
    }

    private static void AddLanes(TestPage page)
    {
        var lanes = new LaneFactory(TestSettings.Of(("Labels", "env=test,payment_kind=none"), ("Namespace", "shop")));
        var duration = lanes.Histogram("lane.duration", "s", "Lane.", LaneBounds.Seconds([0.1, 1]));
        duration.Series(new KeyValuePair<string, object?>("http.route", "/a")).Record(Stopwatch.Frequency / 2);
        var counter = lanes.Counter("lane.count", "{thing}", "Lane.");
        counter.Series(new KeyValuePair<string, object?>("http.route", "/a")).Add(7);
        counter.Series().Add(2);
        page.Catalog.Add(duration);
        page.Catalog.Add(counter);
    }

    private static Push Take(TestPage page) => Push.Parser.ParseFrom(page.Snapshot.Take());

    private static string Instance(TestPage page) =>
        Take(page).Parts.Single().Source.Attributes.Single(attribute => attribute.Key == "service.instance.id").Value.Text;

    private static Dictionary<string, double> Pushed(TestPage page)
    {
        var push = Take(page);
        foreach (var meter in push.Parts.Single().Meters)
        {
            meter.Streams.Where(stream => IsOfProcess(stream.Name)).ToList().ForEach(stream => meter.Streams.Remove(stream));
        }

        return PageWords.Samples(push);
    }

    // Scrapes change the drop-in's own figures, and other tests of this process have such meters, too.
    private static bool IsOfProcess(string name) =>
        name.Contains("aspnetcore_prometheus", StringComparison.Ordinal) || name.Contains("process", StringComparison.Ordinal);

    private static MetricStream Stream(MeterPart meter, string name) => meter.Streams.Single(stream => stream.Name == name);

    private static string Lines(Dictionary<string, double> samples) => string.Join('\n', samples
        .Where(sample => !IsOfProcess(sample.Key))
        .Select(sample => $"{sample.Key} {sample.Value}")
        .Order(StringComparer.Ordinal));

    private static Dictionary<string, double> OnPage(TestPage page) => page.Read().ToDictionary(
        sample => Ordered(sample.Key), sample => sample.Value);

    private static string Ordered(string series)
    {
        var open = series.IndexOf('{', StringComparison.Ordinal);
        return open < 0
            ? series + "{}"
            : $"{series[..open]}{{{string.Join(',', series[(open + 1)..^1].Split(',').Order(StringComparer.Ordinal))}}}";
    }
}
