using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

public class EfCoreEventsTests
{
    private readonly EfCoreEventTable _table = new();

    public static TheoryData<string> Names => [.. Enum.GetNames<EfCoreEvent>().Where(name => name != nameof(EfCoreEvent.Other))];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_known_by_its_name_whichever_object_it_is(string name)
    {
        var one = Enum.Parse<EfCoreEvent>(name);
        var text = EfCoreEvents.NameOf(one);

        Assert.Equal(one, _table.Of(text));
        Assert.Equal(one, _table.Of(text));
        Assert.Equal(one, _table.Of(new string(text.AsSpan())));
    }

    [Fact]
    public void A_name_of_each_query_is_known_as_one_of_the_others_would_be()
    {
        foreach (var name in EfCoreEvents.OfQueries)
        {
            string[] objects = [name, new(name.AsSpan()), name, new(name.AsSpan())];

            Assert.All(objects, one => Assert.Equal(EfCoreEvents.Of(one), _table.Of(one)));
        }

        Assert.Contains(EfCoreEvents.NameOf(EfCoreEvent.CommandExecuted), EfCoreEvents.OfQueries);
    }

    [Fact]
    public void A_name_that_is_handed_over_again_takes_no_memory()
    {
        var text = EfCoreEvents.NameOf(EfCoreEvent.CommandExecuted);
        _table.Of(text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _table.Of(text);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Names_without_end_are_no_events_and_the_known_ones_stay_known()
    {
        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal(EfCoreEvent.Other, _table.Of($"Microsoft.EntityFrameworkCore.Other{i}"));
        }

        Assert.Equal(EfCoreEvent.CommandExecuted, _table.Of(EfCoreEvents.NameOf(EfCoreEvent.CommandExecuted)));
    }

    [Fact]
    public async Task Threads_that_ask_at_once_are_answered_alike()
    {
        var names = Enum.GetValues<EfCoreEvent>().Where(one => one != EfCoreEvent.Other).Select(EfCoreEvents.NameOf).ToArray();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => names.Select(_table.Of).ToArray())));

        Assert.All(answers, answer => Assert.Equal(names, answer.Select(EfCoreEvents.NameOf)));
    }
}
