using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.UnitTests.Support;
using FsCheck;
using FsCheck.Fluent;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class SdkStreamTests
{
    [Fact]
    public void The_series_without_attributes_may_come_last()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<int>("n");
        for (var i = 1; i <= 5; i++)
        {
            counter.Add(i, new KeyValuePair<string, object?>("i", i));
        }

        page.Read();
        counter.Add(100);
        counter.Add(6, new KeyValuePair<string, object?>("i", 6));

        for (var pass = 0; pass < 2; pass++)
        {
            var read = page.Read();
            Assert.Equal(100, read["n_total"]);
            Assert.All(Enumerable.Range(1, 6), i => Assert.Equal(i, read[$"n_total{{i=\"{i}\"}}"]));
        }
    }

    [Fact]
    public void Any_order_of_new_series_over_any_pages_is_read_as_it_was_measured() => Prop.ForAll(
        Gen.Choose(0, 14).ListOf().ListOf().ToArbitrary(),
        rounds =>
        {
            const int Limit = 8;
            using var page = new TestPage(("SeriesLimit", $"{Limit}"));
            using var meter = new Meter(page.Prefix);
            var counter = meter.CreateCounter<int>("n");
            var expected = new Dictionary<string, double>();
            foreach (var round in rounds)
            {
                foreach (var i in round)
                {
                    var key = i == 0 ? "n_total" : $"n_total{{i=\"{i}\"}}";
                    var attributed = expected.Keys.Count(known => known is not "n_total" and not Overflow);
                    key = i == 0 || expected.ContainsKey(key) || attributed < Limit ? key : Overflow;
                    expected[key] = expected.GetValueOrDefault(key) + 1;
                    counter.Add(1, i == 0 ? [] : [new KeyValuePair<string, object?>("i", i)]);
                }

                var read = page.Read().Where(sample => sample.Key.StartsWith("n_total", StringComparison.Ordinal)).ToDictionary();
                if (!read.OrderBy(sample => sample.Key).SequenceEqual(expected.OrderBy(sample => sample.Key)))
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private const string Overflow = "n_total{otel_metric_overflow=\"true\"}";

    [Fact]
    public void Many_series_keep_their_values()
    {
        using var page = new TestPage(("SeriesLimit", "20000"));
        using var meter = new Meter(page.Prefix);
        var counter = meter.CreateCounter<int>("n");
        for (var i = 0; i < 10_000; i++)
        {
            counter.Add(i, new KeyValuePair<string, object?>("i", i));
        }

        page.Text();
        var read = page.Read();
        Assert.All(Enumerable.Range(0, 10_000), i => Assert.Equal(i, read[$"n_total{{i=\"{i}\"}}"]));
    }

    [Theory]
    [InlineData("abcd", "acd", "abcd")]
    [InlineData("abcd", "bcd", "abcd")]
    [InlineData("abcd", "abc", "abcd")]
    [InlineData("abcd", "d", "bd")]
    [InlineData("abcd", "", "dcba")]
    [InlineData("abcd", "de", "ace")]
    public void Observed_series_go_and_come_back_without_being_added_up(params string[] rounds)
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var observed = string.Empty;
        meter.CreateObservableGauge("g", () => observed.Select(name => new Measurement<int>(name, new KeyValuePair<string, object?>("i", $"{name}"))));
        foreach (var round in rounds)
        {
            for (var pass = 0; pass < 2; pass++)
            {
                observed = round;
                Assert.Equal(
                    round.Order().Select(name => ($"g{{i=\"{name}\"}}", (double)name)),
                    page.Read().Where(sample => sample.Key.StartsWith("g{", StringComparison.Ordinal))
                        .Select(sample => (sample.Key, sample.Value)).Order());
            }
        }

        Assert.False(page.Catalog.Update(new Batch<Metric>([], 0)).Single(slot => slot.Family.Name == "g").IsMerged);
    }

    [Theory]
    [InlineData(1.0, 2.0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 1.0, 2.0)]
    [InlineData(1.0, 2.0, 3.0)]
    [InlineData(-2.0, 0.0, 3.0)]
    public void Whatever_bounds_an_instrument_advises_the_page_is_whole(params double[] bounds)
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        meter.CreateCounter<int>("other").Add(1);
        meter.CreateHistogram("h", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds }).Record(1.5);

        var read = page.Read();

        Assert.Equal(1, read["other_total"]);
        Assert.Equal(1, read["h_count"]);
        Assert.Equal(1, read["h_bucket{le=\"+Inf\"}"]);
        Assert.Equal(bounds[0] == -2 ? 0 : 1, read.GetValueOrDefault("h_bucket{le=\"2\"}"));
    }

    [Fact]
    public void A_histogram_without_bounds_has_its_count()
    {
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix);
        var histogram = meter.CreateHistogram("h", null, null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [] });
        histogram.Record(1.5);
        histogram.Record(2.5);

        var read = page.Read();
        Assert.Equal((2, 4), (read["h_count"], read["h_sum"]));
        Assert.Equal(2, read["h_bucket{le=\"+Inf\"}"]);
    }

    [Fact]
    public void A_gauge_ends_with_its_meter()
    {
        using var page = new TestPage();
        using (var meter = new Meter(page.Prefix))
        {
            meter.CreateGauge<int>("g").Record(5);
            meter.CreateUpDownCounter<int>("u").Add(5);
            Assert.Equal(5, page.Read()["g"]);
        }

        page.Read();
        Assert.DoesNotContain(page.Read().Keys, key => key is "g" or "u");
    }

    [Fact]
    public void A_meter_that_is_made_again_goes_on_from_what_it_had_counted()
    {
        using var page = new TestPage();
        for (var i = 1; i <= 3; i++)
        {
            using var meter = new Meter(page.Prefix);
            meter.CreateCounter<int>("n").Add(1);
            Assert.Equal(i, page.Read()["n_total"]);
        }
    }

    [Fact]
    public void A_page_that_is_given_up_while_series_move_leaves_each_series_where_it_is()
    {
        const long Long = 100_000_000_000_000_000;
        const int Many = 1500;
        using var page = new TestPage(("MaxScrapeBytes", "40000"));
        using var meter = new Meter(page.Prefix);
        var gauge = meter.CreateUpDownCounter<long>("z");
        Add(1);
        page.Text();
        gauge.Add(7);
        Add(Long);
        Assert.Throws<PageTooLargeException>(() => page.Text());
        Add(-Long);

        var read = page.Read();
        Assert.Equal(7, read["z"]);
        Assert.All(Enumerable.Range(0, Many), i => Assert.Equal(1, read[$"z{{i=\"{i}\"}}"]));

        // Series that were taken for new ones would be added up from then on, in a table for each page.
        using var made = new SharedPage(default);
        made.TryHold();
        var before = GC.GetAllocatedBytesForCurrentThread();
        page.Maker.Make([made]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16_000);
        Assert.True(made.Made.IsCompletedSuccessfully);

        void Add(long value)
        {
            for (var i = 0; i < Many; i++)
            {
                gauge.Add(value, new KeyValuePair<string, object?>("i", i));
            }
        }
    }
}
