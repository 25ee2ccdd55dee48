using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

public class EfCoreEventsTests
{
    public static TheoryData<string> Names => [.. Enum.GetNames<EfCoreEvent>().Where(name => name != nameof(EfCoreEvent.Other))];

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_is_known_by_its_name_whichever_object_it_is(string name)
    {
        var one = Enum.Parse<EfCoreEvent>(name);
        var text = EfCoreEvents.NameOf(one);

        Assert.Equal(one, EfCoreEvents.Of(text));
        Assert.Equal(one, EfCoreEvents.Of(text));
        Assert.Equal(one, EfCoreEvents.Of(new string(text.AsSpan())));
    }

    [Fact]
    public void Names_without_end_are_no_event_and_fill_no_memory()
    {
        for (var i = 0; i < 5000; i++)
        {
            Assert.Equal(EfCoreEvent.Other, EfCoreEvents.Of($"Microsoft.EntityFrameworkCore.Other{i}"));
        }

        Assert.Equal(EfCoreEvent.CommandExecuted, EfCoreEvents.Of(new string(EfCoreEvents.NameOf(EfCoreEvent.CommandExecuted).AsSpan())));
    }
}
