using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Mixin;

public sealed class ExpressionTests(MixinRun run) : IClassFixture<MixinRun>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static readonly Dictionary<string, string> Exceptions = new()
    {
    };

    [Fact]
    public async Task Every_expression_of_dashboards_and_rules_parses_and_has_data()
    {
        Assert.InRange(run.Expressions.Count, 300, 1000);
        var expected = run.Expressions.Where(expression => !Exceptions.ContainsKey(expression.Title));

        var without = await run.WithoutDataAsync(expected, Limit);

        Assert.Empty(without.Select(expression => $"{expression.Title}\n{expression.Asked}"));
    }
}
