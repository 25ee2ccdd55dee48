using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

public class TypeNamesTests
{
    private readonly TypeNames _names = new();

    [Fact]
    public void Types_that_are_announced_together_and_share_a_short_name_have_their_full_names_in_any_order()
    {
        _names.Announce([typeof(First.Twin), typeof(Second.Twin), typeof(First.Single)]);

        Assert.Equal(typeof(Second.Twin).FullName, _names.Of(typeof(Second.Twin)));
        Assert.Equal(typeof(First.Twin).FullName, _names.Of(typeof(First.Twin)));
        Assert.Equal("Single", _names.Of(typeof(First.Single)));
    }

    [Fact]
    public void A_name_that_was_given_out_stays_and_a_later_type_has_its_full_one()
    {
        Assert.Equal("Twin", _names.Of(typeof(First.Twin)));
        _names.Announce([typeof(Second.Twin)]);
        _names.Announce([typeof(First.Twin), typeof(Second.Twin)]);

        Assert.Equal("Twin", _names.Of(typeof(First.Twin)));
        Assert.Equal(typeof(Second.Twin).FullName, _names.Of(typeof(Second.Twin)));
    }

    private static class First
    {
        public sealed class Twin;

        public sealed class Single;
    }

    private static class Second
    {
        public sealed class Twin;
    }
}
