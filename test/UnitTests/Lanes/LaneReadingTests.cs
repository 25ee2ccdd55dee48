using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Lanes;

public class LaneReadingTests
{
    [Fact]
    public void A_page_shows_what_the_sources_say_then()
    {
        var family = new LaneFactory(TestSettings.Of()).ReadGauge("lane", "{thing}", "Things.");
        var (one, two) = (1L, 10L);
        family.Series().Add(() => one);
        family.Series().Add(() => two);
        Assert.Equal(11, Samples.Of(family).Count());

        one = 5;
        Assert.Equal(15, Samples.Of(family).Count());
    }

    [Fact]
    public void A_counter_keeps_what_an_ended_source_had_counted()
    {
        var family = new LaneFactory(TestSettings.Of()).ReadCounter("lane", "{thing}", "Things.");
        long? value = 7;
        family.Series().Add(() => value);
        Assert.Equal(7, Samples.Of(family).Count());

        value = null;
        Assert.Equal(7, Samples.Of(family).Count());
        Assert.Equal(7, Samples.Of(family).Count());
    }

    [Fact]
    public void A_gauge_goes_with_its_last_source()
    {
        var family = new LaneFactory(TestSettings.Of()).ReadGauge("lane", "{thing}", "Things.");
        long? value = 7;
        family.Series().Add(() => value);
        Assert.Single(Samples.Of(family).Labels);

        value = null;
        Assert.Empty(Samples.Of(family).Labels);
    }

    [Fact]
    public void A_source_that_throws_keeps_its_last_value()
    {
        var family = new LaneFactory(TestSettings.Of()).ReadCounter("lane", "{thing}", "Things.");
        var broken = false;
        family.Series().Add(() => broken ? throw new InvalidOperationException() : 3);
        Assert.Equal(3, Samples.Of(family).Count());

        broken = true;
        Assert.Equal(3, Samples.Of(family).Count());
    }

    [Fact]
    public void Sources_that_have_ended_are_forgotten_though_nobody_scrapes()
    {
        var family = new LaneFactory(TestSettings.Of()).ReadCounter("lane", "{thing}", "Things.");
        var series = family.Series();

        var owners = Enumerable.Range(0, 1000).Select(_ => Add(series)).ToList();
        GC.Collect();

        Assert.InRange(owners.Count(owner => owner.IsAlive), 0, 200);
        Assert.Equal(1000, Samples.Of(family).Count());

        // Counts one thing when it is first asked and has ended by the next time.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Add(LaneReading series)
        {
            var owner = new StrongBox<int>();
            series.Add(() => owner.Value++ == 0 ? 1 : null);
            return new WeakReference(owner);
        }
    }
}
