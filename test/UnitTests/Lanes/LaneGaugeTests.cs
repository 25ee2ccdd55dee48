using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Lanes;

public sealed class LaneGaugeTests
{
    private readonly LaneFamily<LaneGauge> _family =
        new LaneFactory(TestSettings.Of(("SeriesLimit", "3"))).LastValue("lane.level", "{level}", "A level.");

    [Fact]
    public void The_last_value_holds()
    {
        _family.Series().Set(7);
        _family.Series().Set(3);

        Assert.Equal(3, Samples.Of(_family).Sum());
    }

    [Fact]
    public void Whole_and_fractional_values_may_follow_each_other()
    {
        var gauge = _family.Series();
        gauge.Set(1.5);
        Assert.Equal(1.5, Samples.Of(_family).Sum());

        gauge.Set(long.MaxValue);
        Assert.Equal(long.MaxValue, Samples.Of(_family).Count());

        gauge.Set(-0.25);
        Assert.Equal(-0.25, Samples.Of(_family).Sum());
    }

    [Fact]
    public void A_series_is_on_the_page_from_its_first_value_until_it_is_taken_back()
    {
        using var page = new TestPage();
        page.Catalog.Add(_family);
        var gauge = _family.Series(new KeyValuePair<string, object?>("a", 1));
        Assert.DoesNotContain("lane_level", page.Text(), StringComparison.Ordinal);

        gauge.Set(5);
        Assert.Equal(5, page.Read()["lane_level{a=\"1\"}"]);

        gauge.Clear();
        Assert.DoesNotContain("lane_level", page.Text(), StringComparison.Ordinal);

        gauge.Set(6);
        Assert.Equal(6, page.Read()["lane_level{a=\"1\"}"]);
    }

    [Fact]
    public void A_series_that_is_taken_back_leaves_the_others()
    {
        _family.Series(new KeyValuePair<string, object?>("a", 1)).Set(1);
        _family.Series(new KeyValuePair<string, object?>("a", 2)).Set(2);

        _family.Series(new KeyValuePair<string, object?>("a", 1)).Clear();

        Assert.Equal(["a=\"2\""], Samples.Of(_family).Labels);
    }

    [Fact]
    public void A_family_of_gauges_is_no_sum() => Assert.False(_family.IsAdditive);

    [Fact]
    public void A_value_that_is_read_meanwhile_is_never_torn()
    {
        var gauge = _family.Series();
        var writer = new Thread(() =>
        {
            for (var i = 0; i < 200_000; i++)
            {
                if (i % 2 == 0)
                {
                    gauge.Set(1L);
                }
                else
                {
                    gauge.Set(0.5);
                }
            }
        });
        writer.Start();
        do
        {
            Assert.Contains(Samples.Of(_family).Sum(), new[] { 0, 0.5, 1 });
        }
        while (!writer.Join(0));
    }
}
