using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

public sealed class IdempotenceTests
{
    [Theory]
    [InlineData("EmptyWeb")]
    [InlineData("Slim")]
    [InlineData("GenericHost")]
    [InlineData("ClassicDefault")]
    public async Task All_ways_in_at_once_and_each_named_twice_count_a_request_once(string name)
    {
        var variables = DropIn.Variables();
        variables[DropIn.HooksVariable] = $"{DropIn.Hook}{Path.PathSeparator}{DropIn.Hook}";
        variables[DropIn.HostingStartupsVariable] = $"{DropIn.HostingStartup};{DropIn.HostingStartup}";

        await AssertCountedOnceAsync(name, variables);
    }

    [Theory]
    [InlineData("EmptyWeb")]
    [InlineData("Slim")]
    [InlineData("Empty")]
    [InlineData("GenericHost")]
    public async Task The_hook_alone_is_enough_where_the_host_announces_itself(string name)
    {
        var variables = DropIn.Variables();
        variables.Remove(DropIn.HostingStartupsVariable);

        await AssertCountedOnceAsync(name, variables);
    }

    private static async Task AssertCountedOnceAsync(string name, Dictionary<string, string> variables)
    {
        await using var app = await AppProcess.StartAsync(name, variables);
        await app.GetAsync("/", 4);

        var page = await app.ScrapeUntilAsync(page => page.Sum("http_server_request_duration_seconds_count") >= 4);

        Assert.Equal(4, page.Sum("http_server_request_duration_seconds_count"));
        Assert.Equal(4, page.Sum("aspnetcore_endpoint_duration_seconds_count"));
        Assert.Equal(4, page.Sum("http_server_response_body_size_bytes_count"));
        Assert.Equal(4, page.Sum("aspnetcore_response_charsets_total"));
        Assert.Equal(4, page.Sum("aspnetcore_routing_match_attempts_total"));
        await app.Process.StopAsync();
        Assert.Single(app.Process.ErrorLines, line => line.Contains("AspNetCorePrometheus", StringComparison.Ordinal));
    }
}
