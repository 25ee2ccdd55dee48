using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

public sealed class IgnoredPathTests
{
    [Fact]
    public async Task Ignored_paths_are_not_measured_and_work()
    {
        await using var app = await MeasuredApp.Start(
            ServerKind.InMemory,
            app => app.MapGet("/{**rest}", (HttpContext context) => context.Request.Path.Value),
            null,
            ("IgnoredPaths", "/health,/internal/*"));
        foreach (var path in new[] { "/health", "/HEALTH", "/internal/", "/internal/a/b", "/health/live", "/internal", "/other" })
        {
            Assert.Equal(path, await app.Client.GetStringAsync(path));
        }

        Assert.Equal(3, (await app.After(3, families => families.Duration)).Count());
        Assert.Equal(3, Samples.Of(app.Families.EndpointDuration).Count());
    }
}
