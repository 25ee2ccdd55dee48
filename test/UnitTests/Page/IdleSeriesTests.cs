using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class IdleSeriesTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestClock _clock = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Counters_and_histograms_that_no_longer_change_leave_and_return(bool native)
    {
        using var page = Page(native);
        var counter = page.Meter.CreateCounter<int>("n");
        var histogram = page.Meter.CreateHistogram<int>("h");
        Count("a");
        Count("b");
        Assert.Equal("a b", Shown(page));

        _clock.Advance(Limit / 2);
        Count("b");
        Assert.Equal("a b", Shown(page));
        _clock.Advance(Limit / 2);
        Assert.Equal("b", Shown(page));
        Assert.Equal("b", Shown(page));
        _clock.Advance(Limit / 2);
        Assert.Equal("", Shown(page));
        Assert.DoesNotContain("n_total", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("# TYPE h", page.Text(), StringComparison.Ordinal);

        Count("a");
        Assert.Equal("a", Shown(page));
        Assert.Equal(2, page.Read()["n_total{k=\"a\"}"]);

        void Count(string value)
        {
            counter.Add(1, new KeyValuePair<string, object?>("k", value));
            histogram.Record(0, new KeyValuePair<string, object?>("k", value));
        }
    }

    [Fact]
    public void Gauges_and_series_at_zero_stay()
    {
        using var page = Page(native: false);
        page.Meter.CreateGauge<int>("g").Record(5);
        page.Meter.CreateUpDownCounter<int>("u").Add(5);
        page.Meter.CreateCounter<int>("n").Add(0);
        var before = page.Read().Keys.Order().ToArray();

        _clock.Advance(Limit * 10);

        Assert.Superset(new HashSet<string> { "g", "u", "n_total" }, page.Read().Keys.ToHashSet());
        Assert.Superset(before.Where(key => key.Contains("info", StringComparison.Ordinal)).ToHashSet(), page.Read().Keys.ToHashSet());
    }

    [Fact]
    public void Nothing_leaves_by_default()
    {
        using var page = new TestPage(_clock);
        page.Meter.CreateCounter<int>("n").Add(1);
        page.Read();
        _clock.Advance(TimeSpan.FromDays(1000));

        Assert.Equal(1, page.Read()["n_total"]);
    }

    [Fact]
    public void A_series_that_left_the_process_is_forgotten()
    {
        using var page = Page(native: false);
        using (var meter = new System.Diagnostics.Metrics.Meter(page.Prefix))
        {
            meter.CreateCounter<int>("n").Add(1);
        }

        for (var i = 0; i < 200; i++)
        {
            _clock.Advance(Limit / 8);
            page.Text();
        }

        Assert.DoesNotContain("n_total", page.Read().Keys);
    }

    private TestPage Page(bool native) =>
        new(_clock, ("HideIdleSeconds", "60"), ("NativeHistograms", native ? "true" : "false"));

    private static string Shown(TestPage page)
    {
        var read = page.Read();
        var counters = Values("n_total{k=\"");
        Assert.Equal(counters, Values("h_count{k=\""));
        return counters;

        string Values(string start) => string.Join(' ', read.Keys
            .Where(key => key.StartsWith(start, StringComparison.Ordinal))
            .Select(key => key[start.Length..^2])
            .Order());
    }
}
