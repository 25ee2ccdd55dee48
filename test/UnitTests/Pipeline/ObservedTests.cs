using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class ObservedTests
{
    [Fact]
    public void Observing_what_has_not_changed_allocates_nothing()
    {
        var value = 5L;
        var set = new ObservedSet<long>("kind");
        var single = Observed.Value(() => value);
        var several = Observed.Array(() =>
        {
            set.Set("a", 1);
            set.Begin("b");
            return set.All;
        });
        Assert.Equal([("", 5L), ("a", 1L), ("b", 0L)], Read(single).Concat(Read(several)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            foreach (var measurement in single())
            {
                value = measurement.Value;
            }

            foreach (var measurement in several())
            {
                value = measurement.Value + 5;
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_changed_value_leaves_an_enumeration_that_has_begun_as_it_was()
    {
        var set = new ObservedSet<int>("kind");
        set.Set("a", 1);
        var before = set.All;
        set.Set("a", 2);
        set.Set("b", 3);

        Assert.Equal(1, Assert.Single(before).Value);
        Assert.Equal([2, 3], set.All.Select(measurement => measurement.Value));
    }

    [Fact]
    public void A_count_that_is_raised_never_falls()
    {
        var set = new ObservedSet<long>("kind");
        set.Begin("a");
        set.Raise("a", 6);
        set.Raise("a", 5);
        set.Raise("b", 1);

        Assert.Equal([6, 1], set.All.Select(measurement => measurement.Value));
    }

    [Fact]
    public void Two_listeners_may_ask_at_once()
    {
        var observed = Observed.Array(static () => new Measurement<int>[] { new(1), new(2) })();

        Assert.Equal([(1, 1), (1, 2), (2, 1), (2, 2)], observed.SelectMany(_ => observed, (one, two) => (one.Value, two.Value)));
    }

    private static (string, long)[] Read(Func<IEnumerable<Measurement<long>>> callback) => callback().Select(measurement =>
        (measurement.Tags.Length == 0 ? string.Empty : (string)measurement.Tags[0].Value!, measurement.Value)).ToArray();
}
