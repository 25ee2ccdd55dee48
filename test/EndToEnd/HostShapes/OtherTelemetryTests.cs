using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>An application that has another hosting startup and another startup hook already.</summary>
public sealed class OtherTelemetryTests
{
    private const string Other = "OtherTelemetry";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_run_whichever_comes_first(bool otherFirst)
    {
        var otherHook = Path.Combine(Tree.Host(Other), Other + ".dll");
        string[] hooks = otherFirst ? [otherHook, DropIn.Hook] : [DropIn.Hook, otherHook];
        string[] startups = otherFirst ? [Other, DropIn.HostingStartup] : [DropIn.HostingStartup, Other];
        var variables = DropIn.Variables();
        variables[DropIn.HooksVariable] = string.Join(Path.PathSeparator, hooks);
        variables[DropIn.HostingStartupsVariable] = string.Join(';', startups);

        await using var app = await AppProcess.StartAsync("EmptyWeb", variables);
        using var answer = await app.Client.GetAsync(new Uri("/", UriKind.Relative));
        var page = await app.ScrapeUntilAsync(page => page.Sum("http_server_request_duration_seconds_count") >= 1);

        Assert.Equal("ran", Assert.Single(answer.Headers.GetValues("X-Other-Hook")));
        Assert.Equal(1, page.Value("http_server_request_duration_seconds_count", ("http_route", "/")));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }
}
