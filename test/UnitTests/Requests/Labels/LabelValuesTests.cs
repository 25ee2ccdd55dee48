using AspNetCorePrometheus.Instrumentation.Requests.Labels;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests.Labels;

public sealed class LabelValuesTests
{
    [Fact]
    public void Beyond_the_limit_every_further_combination_is_the_same_one()
    {
        var root = LabelValues.Root(3);
        var known = root.With("a", "1").With("b", "1");
        root.With("a", "2");

        var beyond = root.With("a", "3").With("b", "9");

        Assert.Same(LabelValues.Overflow, beyond);
        Assert.Same(LabelValues.Overflow, root.With("a", "2").With("b", "1"));
        Assert.Same(known, root.With("a", "1").With("b", "1"));
        Assert.Equal("otel.metric.overflow", Assert.Single(beyond.Attributes).Key);
    }
}
