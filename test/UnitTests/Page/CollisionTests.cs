using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.UnitTests.Support;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

[Collection(ProcessWide.Name)]
public sealed class CollisionTests
{
    [Fact]
    public void Series_of_two_meters_that_collide_are_told_apart_by_their_scopes()
    {
        using var page = new TestPage();
        using var one = new Meter(page.Prefix + ".One", "1.0");
        using var two = new Meter(page.Prefix + ".Two");
        one.CreateCounter<int>("n").Add(1);
        Assert.Equal(1, page.Read()["n_total"]);
        two.CreateCounter<int>("n").Add(2);

        for (var i = 0; i < 2; i++)
        {
            var read = page.Read();
            Assert.Equal(1, read[$"n_total{{otel_scope_name=\"{page.Prefix}.One\",otel_scope_version=\"1.0\"}}"]);
            Assert.Equal(2, read[$"n_total{{otel_scope_name=\"{page.Prefix}.Two\"}}"]);
        }
    }

    [Fact]
    public void Meters_that_differ_in_their_schema_alone_are_told_apart()
    {
        using var page = new TestPage();
        using var one = new Meter(new MeterOptions(page.Prefix) { TelemetrySchemaUrl = "https://example.org/1" });
        using var two = new Meter(new MeterOptions(page.Prefix) { TelemetrySchemaUrl = "https://example.org/2" });
        one.CreateCounter<int>("n").Add(1);
        two.CreateCounter<int>("n").Add(2);

        var read = page.Read();
        Assert.Equal(1, read[$"n_total{{otel_scope_name=\"{page.Prefix}\",otel_scope_schema_url=\"https://example.org/1\"}}"]);
        Assert.Equal(2, read[$"n_total{{otel_scope_name=\"{page.Prefix}\",otel_scope_schema_url=\"https://example.org/2\"}}"]);
    }

    [Fact]
    public void A_gauge_of_several_hosts_is_told_apart_from_another_meters_when_one_of_them_has_ended()
    {
        using var page = new TestPage();
        using var staying = new Meter(page.Prefix + ".One");
        var ending = new Meter(page.Prefix + ".One");
        ending.CreateGauge<int>("n").Record(1);
        page.Read();
        staying.CreateGauge<int>("n").Record(2);
        page.Read();
        ending.Dispose();
        page.Read();
        Assert.Equal(2, page.Read()["n"]);

        using var other = new Meter(page.Prefix + ".Two");
        other.CreateGauge<int>("n").Record(3);

        var read = page.Read();
        Assert.Equal(2, read[$"n{{otel_scope_name=\"{page.Prefix}.One\"}}"]);
        Assert.Equal(3, read[$"n{{otel_scope_name=\"{page.Prefix}.Two\"}}"]);
    }

    [Fact]
    public void What_an_ended_meter_left_is_told_apart_from_another_meters()
    {
        using var page = new TestPage(("Labels", "site=a"));
        using (var one = new Meter(page.Prefix + ".One"))
        {
            one.CreateCounter<int>("n").Add(5);
            Assert.Equal(5, page.Read()["n_total{site=\"a\"}"]);
        }

        page.Read();
        Assert.Equal(5, page.Read()["n_total{site=\"a\"}"]);
        using var two = new Meter(page.Prefix + ".Two");
        two.CreateCounter<int>("n").Add(7);
        AssertApart(5, 7);

        using var again = new Meter(page.Prefix + ".One");
        again.CreateCounter<int>("n").Add(1);
        AssertApart(6, 7);

        void AssertApart(int ones, int twos)
        {
            var read = page.Read();
            Assert.Equal(ones, read[$"n_total{{otel_scope_name=\"{page.Prefix}.One\",site=\"a\"}}"]);
            Assert.Equal(twos, read[$"n_total{{otel_scope_name=\"{page.Prefix}.Two\",site=\"a\"}}"]);
            Assert.DoesNotContain("n_total{site=\"a\"}", read.Keys);
        }
    }

    [Fact]
    public void A_meter_that_ended_before_a_page_had_its_collision_is_told_apart_like_any()
    {
        using var page = new TestPage();
        using var one = new Meter(page.Prefix + ".One");
        one.CreateCounter<int>("n").Add(1);
        page.Read();
        using (var two = new Meter(page.Prefix + ".Two"))
        {
            two.CreateCounter<int>("n").Add(5);
            page.Text(new AskedPage(default, FamilyFilter.Of(["other_total"])));
        }

        page.Text(new AskedPage(default, FamilyFilter.Of(["other_total"])));
        page.Text(new AskedPage(default, FamilyFilter.Of(["other_total"])));

        var read = page.Read();
        Assert.Equal(1, read[$"n_total{{otel_scope_name=\"{page.Prefix}.One\"}}"]);
        Assert.Equal(5, read[$"n_total{{otel_scope_name=\"{page.Prefix}.Two\"}}"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Meters_that_are_told_apart_by_their_scopes_are_not_added_up(bool pushes)
    {
        using var page = new TestPage();
        using var one = new Meter(page.Prefix + ".One");
        using var two = new Meter(page.Prefix + ".Two");
        using var three = new Meter(page.Prefix + ".Three");
        foreach (var meter in new[] { one, two, three })
        {
            var open = meter.CreateUpDownCounter<int>("n");
            for (var i = 1; i <= 3; i++)
            {
                open.Add(i, new KeyValuePair<string, object?>("i", i));
            }
        }

        for (var i = 0; i < 3 && pushes; i++)
        {
            page.Snapshot.Take();
        }

        for (var i = 0; i < 3; i++)
        {
            var read = page.Read().Where(sample => sample.Key.StartsWith("n{", StringComparison.Ordinal)).ToDictionary();
            Assert.Equal(9, read.Count);
            Assert.Equal(3, read[$"n{{i=\"3\",otel_scope_name=\"{page.Prefix}.Two\"}}"]);
        }

        // Values that are added up go through a table of all series.
        Assert.False(page.Catalog.Update(new Batch<Metric>([], 0)).Single(slot => slot.Family.Name == "n").IsMerged);
    }

    [Fact]
    public void Lanes_that_are_told_apart_by_their_scopes_are_not_added_up()
    {
        using var page = new TestPage();
        var lane = new LaneFactory(TestSettings.Of()).Gauge("n", "{thing}", "Lane.");
        page.Catalog.Add(lane);
        var meter = page.Meter.CreateUpDownCounter<int>("n");
        for (var i = 1; i <= 3; i++)
        {
            meter.Add(i, new KeyValuePair<string, object?>("i", i));
            lane.Series(new KeyValuePair<string, object?>("i", i)).Add(10 * i);
        }

        for (var i = 0; i < 2; i++)
        {
            var read = page.Read().Where(sample => sample.Key.StartsWith("n{", StringComparison.Ordinal)).ToDictionary();
            Assert.Equal(6, read.Count);
            Assert.Equal(3, read[$"n{{i=\"3\",otel_scope_name=\"{page.Prefix}\"}}"]);
            Assert.Equal(30, read[$"n{{i=\"3\",otel_scope_name=\"{OwnMeter.Name}\"}}"]);
        }

        Assert.False(page.Catalog.Update(new Batch<Metric>([], 0)).Single(slot => slot.Family.Name == "n").IsMerged);
    }

    [Fact]
    public void A_lane_that_comes_when_scopes_tell_series_apart_has_its_own()
    {
        using var page = new TestPage();
        using var one = new Meter(page.Prefix + ".One");
        using var two = new Meter(page.Prefix + ".Two");
        one.CreateUpDownCounter<int>("n").Add(1);
        two.CreateUpDownCounter<int>("n").Add(2);
        page.Text();
        var lane = new LaneFactory(TestSettings.Of()).Gauge("n", "{thing}", "Lane.");
        lane.Series().Add(3);
        page.Catalog.Add(lane);

        Assert.Equal(3, page.Read()[$"n{{otel_scope_name=\"{OwnMeter.Name}\"}}"]);
    }

    [Fact]
    public void Two_meters_whose_labels_differ_need_no_scopes()
    {
        using var page = new TestPage();
        using var one = new Meter(page.Prefix + ".One");
        using var two = new Meter(page.Prefix + ".Two");
        one.CreateCounter<int>("n").Add(1, new KeyValuePair<string, object?>("a", "1"));
        two.CreateCounter<int>("n").Add(2, new KeyValuePair<string, object?>("a", "2"));

        Assert.Equal((1, 2), (page.Read()["n_total{a=\"1\"}"], page.Read()["n_total{a=\"2\"}"]));
    }

    [Theory]
    [InlineData("n.a", "n_a")]
    [InlineData("n/a", "n-a")]
    public void Instruments_of_one_meter_whose_names_become_the_same_are_added_up(string first, string second)
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        meter.CreateCounter<int>(first).Add(1);
        meter.CreateCounter<double>(second).Add(2.5);

        Assert.Equal(3.5, page.Read()["n_a_total"]);
    }

    [Fact]
    public void Label_names_that_become_the_same_are_merged_inside_a_metric()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<int>("n");
        var histogram = meter.CreateHistogram<int>("h");
        foreach (var key in new[] { "a.b", "a_b", "a/b" })
        {
            counter.Add(1, new KeyValuePair<string, object?>(key, "x"));
            histogram.Record(1, new KeyValuePair<string, object?>(key, "x"));
        }

        var read = page.Read();
        Assert.Equal(3, read["n_total{a_b=\"x\"}"]);
        Assert.Equal(3, read["h_count{a_b=\"x\"}"]);
        Assert.Equal(3, page.Read()["n_total{a_b=\"x\"}"]);
    }

    [Fact]
    public void A_histograms_own_le_does_not_break_its_buckets()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var histogram = meter.CreateHistogram<int>("h");
        histogram.Record(1, new KeyValuePair<string, object?>("le", "x"));
        histogram.Record(2);

        Assert.Equal(2, page.Read()["h_bucket{le=\"+Inf\"}"]);
    }

    [Fact]
    public void Of_two_types_the_first_stays_and_the_other_is_told_once()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        meter.CreateCounter<int>("n.total").Add(1);
        Assert.Equal(1, page.Read()["n_total"]);

        // Behind the first page, which refuses what other tests have made of the drop-in's own names.
        var before = Conflicts();
        meter.CreateGauge<int>("n_total").Record(5);

        Assert.Equal(1, page.Read()["n_total"]);
        Assert.Equal(1, page.Read()["n_total"]);
        Assert.Equal(before + 1, Conflicts());

        static long Conflicts() => FaultReport.Counts.FirstOrDefault(count => count.Key == "page").Value;
    }

    [Theory]
    [InlineData("", "aspnetcore_prometheus.series", "aspnetcore_prometheus_series")]
    [InlineData("", "aspnetcore_prometheus_scrape_size", "aspnetcore_prometheus_scrape_size_bytes")]
    [InlineData("", "aspnetcore_prometheus.anything", null)]
    [InlineData("shop", "aspnetcore_prometheus.series", "shop_aspnetcore_prometheus_series")]
    public void The_drop_ins_own_names_are_not_for_others(string prefix, string instrument, string? ours)
    {
        using var page = new TestPage(("Namespace", prefix));
        using var meter = new Meter(page.Prefix + ".Other");
        meter.CreateCounter<int>(instrument).Add(666_666);
        meter.CreateGauge<int>(instrument, instrument.EndsWith("size", StringComparison.Ordinal) ? "By" : null).Record(666_666);
        meter.CreateGauge<int>("other").Record(1);
        page.Text();

        var text = page.Text();

        Assert.DoesNotContain("666666", text, StringComparison.Ordinal);
        Assert.DoesNotContain("otel_scope", text, StringComparison.Ordinal);
        Assert.Contains("other 1\n", text, StringComparison.Ordinal);
        Assert.Contains(ours is null ? "\n" : $"# TYPE {ours} gauge\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_name_of_a_family_stands_twice_on_an_open_metrics_page()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        meter.CreateCounter<int>("n").Add(1);
        meter.CreateGauge<int>("n").Record(5);
        meter.CreateGauge<int>("other").Record(5);

        var families = page.Text(ExpositionFormat.OpenMetrics)
            .Split('\n')
            .Where(line => line.StartsWith("# TYPE", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[2])
            .ToArray();

        Assert.Equal(families.Distinct(), families);
    }

    [Fact]
    public void No_sample_of_a_histogram_is_another_familys_too()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        meter.CreateHistogram<int>("n").Record(1);
        meter.CreateGauge<int>("n.count").Record(5);

        Assert.NotEmpty(page.Read());
    }

    [Theory]
    [InlineData("false", 2)]
    [InlineData("true", 1)]
    public void A_name_that_ends_in_created_is_taken_only_if_the_page_tells_beginnings(string created, int families)
    {
        using var page = new TestPage(("Created", created));
        page.Meter.CreateCounter<int>("orders").Add(1);
        Assert.Equal(created == "true", page.Text(ExpositionFormat.OpenMetrics).Contains("\norders_created ", StringComparison.Ordinal));
        page.Meter.CreateCounter<int>("orders.created").Add(1);

        Assert.Equal(families, page.Text(ExpositionFormat.OpenMetrics)
            .Split('\n')
            .Count(line => line.StartsWith("# TYPE orders", StringComparison.Ordinal)));
    }
}
