using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Mixin;

public sealed class ExpressionTests(MixinRun run) : IClassFixture<MixinRun>
{
    private const string NoRedis =
        "the package source holds StackExchange.Redis 1.2.6 only, which is older than what the Redis instrumentation reads";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(150);

    // By dashboard and panel: why nothing here gives it data.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Caches: Redis Commands"] = NoRedis,
        ["Caches: Redis Latency"] = NoRedis,
        ["Caches: Redis Connections"] = NoRedis,
        ["Caches: Redis Connections Lost and Restored"] = NoRedis,
        ["Caches: Evictions"] = "the runtime counts evictions from .NET 11 on",
    };

    [Fact]
    public async Task Every_expression_of_dashboards_and_rules_parses_and_has_data()
    {
        Assert.InRange(run.Expressions.Count, 300, 1000);
        Assert.InRange(Exceptions.Count, 0, 15);

        var without = await WithoutDataAsync();

        Assert.True(
            without.Count == 0,
            string.Join("\n\n", without.Select(expression => $"{expression.Title}\n{expression.Asked}")));
    }

    [Fact]
    public async Task Every_exception_is_still_one()
    {
        var excepted = run.Expressions.Where(IsException).ToList();

        Assert.Equal(Exceptions.Keys.Order(), excepted.Select(expression => expression.Title).Distinct().Order());
        await WithoutDataAsync();
        foreach (var expression in excepted)
        {
            Assert.False(await run.HasDataAsync(expression), $"{expression.Title} has data now");
        }
    }

    [Fact]
    public async Task Every_rule_evaluates_without_an_error()
    {
        var rules = await run.Prometheus.RulesAsync();

        Assert.Equal(run.Expressions.Count(expression => expression.Source is "record" or "alert"), rules.Count);
        Assert.All(rules, rule => Assert.Equal((rule.Rule, string.Empty), rule));
    }

    [Fact]
    public void No_expression_supplies_data_of_its_own() =>
        Assert.DoesNotContain(run.Expressions, expression => expression.Expr.Contains("vector(", StringComparison.Ordinal));

    // Of all but the exceptions, once there was time for data.
    private Task<IReadOnlyList<Expression>> WithoutDataAsync() =>
        run.WithoutDataAsync(run.Expressions.Where(expression => !IsException(expression)), Limit);

    private static bool IsException(Expression expression) => Exceptions.ContainsKey(expression.Title);
}
