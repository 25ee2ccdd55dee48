using AspNetCorePrometheus.Instrumentation.Models;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Models;

public class SeenQueriesTests
{
    private readonly SeenQueries _queries = new();

    [Fact]
    public void A_text_is_known_as_the_object_that_it_is_and_with_the_context_that_it_came_with()
    {
        var text = new string("SELECT 1".AsSpan());
        Assert.False(_queries.Knows(text, typeof(string)));

        _queries.Add(text, typeof(string));

        Assert.True(_queries.Knows(text, typeof(string)));
        Assert.False(_queries.Knows(text, typeof(int)));
        Assert.False(_queries.Knows(new string("SELECT 1".AsSpan()), typeof(string)));
    }

    [Fact]
    public void A_long_text_is_not_kept()
    {
        var text = new string('x', 100_000);

        _queries.Add(text, typeof(string));

        Assert.False(_queries.Knows(text, typeof(string)));
    }
}
