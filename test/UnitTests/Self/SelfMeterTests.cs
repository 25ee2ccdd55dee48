using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Self;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Self;

public sealed class SelfMeterTests
{
    [Fact]
    public void The_page_tells_of_the_page_before_it()
    {
        using var page = new TestPage();
        var text = page.Text();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line[0] != '#');

        var read = page.Read();

        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), read["aspnetcore_prometheus_scrape_size_bytes"]);
        Assert.Equal(lines, read["aspnetcore_prometheus_series"]);
        Assert.True(read["aspnetcore_prometheus_scrape_duration_seconds"] > 0);
        Assert.Contains(read.Keys, key => key.StartsWith("aspnetcore_prometheus_build_info{", StringComparison.Ordinal)
            && key.Contains($"version=\"{SelfMeter.Version}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_of_some_families_leaves_what_is_told_of_the_last_whole_one()
    {
        using var page = new TestPage();
        var text = page.Text();
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line[0] != '#');

        page.Text(new AskedPage(default, FamilyFilter.Of(["aspnetcore_prometheus_series"])));
        var read = page.Read();

        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text), read["aspnetcore_prometheus_scrape_size_bytes"]);
        Assert.Equal(lines, read["aspnetcore_prometheus_series"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_metric_at_its_limit_is_told_however_many_there_are(bool pushes)
    {
        const int Many = 100;
        using var page = new TestPage(("SeriesLimit", "1"));
        for (var i = 0; i < Many; i++)
        {
            var counter = page.Meter.CreateCounter<int>($"narrow{i}");
            counter.Add(1, new KeyValuePair<string, object?>("a", "1"));
            counter.Add(1, new KeyValuePair<string, object?>("a", "2"));
        }

        if (pushes)
        {
            page.Snapshot.Take();
        }
        else
        {
            page.Text(new AskedPage(default, FamilyFilter.Of(Enumerable.Range(0, Many).Select(i => $"narrow{i}_total"))));
        }

        Assert.Equal(
            Enumerable.Range(0, Many).Select(i => $"aspnetcore_prometheus_series_overflow{{metric=\"narrow{i}_total\"}}").Order(),
            page.Read().Keys.Where(key => key.StartsWith("aspnetcore_prometheus_series_overflow{metric=\"narrow", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void A_metric_that_is_gone_is_at_no_limit()
    {
        using var page = new TestPage(("SeriesLimit", "1"));
        using (var meter = new Meter(page.Prefix + ".Ending"))
        {
            var gauge = meter.CreateGauge<int>("n_total");
            gauge.Record(1, new KeyValuePair<string, object?>("a", "1"));
            gauge.Record(1, new KeyValuePair<string, object?>("a", "2"));
            page.Read();
            Assert.Contains("aspnetcore_prometheus_series_overflow{metric=\"n_total\"}", page.Read().Keys);
        }

        page.Read();
        page.Meter.CreateCounter<int>("n").Add(1);
        page.Read();
        page.Read();

        Assert.DoesNotContain("aspnetcore_prometheus_series_overflow{metric=\"n_total\"}", page.Read().Keys);
    }

    [Fact]
    public void Instrumentations_are_told_with_their_faults_which_begin_at_zero()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix, "2");
        var working = Guid.NewGuid().ToString("N");
        var resting = Guid.NewGuid().ToString("N");
        _ = new SelfMeter(meter, new() { [working] = true, [resting] = false }, TestSettings.Of());

        var read = page.Text();
        Assert.Contains($"aspnetcore_prometheus_instrumentation_active{{instrumentation=\"{working}\"", read, StringComparison.Ordinal);
        Assert.Equal(1, Value("active", working));
        Assert.Equal(0, Value("active", resting));
        Assert.Equal(0, Value("errors_total", working));
        FaultReport.Note(9010, working, "a fault of a test");
        Assert.Equal(1, Value("errors_total", working));

        double Value(string name, string instrumentation) => page.Read().Single(sample =>
            sample.Key.StartsWith("aspnetcore_prometheus_instrumentation_" + name, StringComparison.Ordinal)
            && sample.Key.Contains($"instrumentation=\"{instrumentation}\"", StringComparison.Ordinal)
            && sample.Key.Contains("otel_scope_version=\"2\"", StringComparison.Ordinal)
            == sample.Key.Contains("otel_scope_name", StringComparison.Ordinal)).Value;
    }
}
