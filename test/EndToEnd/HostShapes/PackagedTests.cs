using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>The package in place of the drop-in folder. Needs <c>./build.sh</c> before the hosts are published.</summary>
public sealed class PackagedTests
{
    [Fact]
    public async Task A_host_that_references_the_package_needs_one_variable_and_no_hook()
    {
        await using var app = await AppProcess.StartAsync("Packaged", new() { [DropIn.HostingStartupsVariable] = DropIn.HostingStartup });
        await app.GetAsync("/items/1", 3);

        var page = await app.ScrapeUntilAsync(page => page.Sum("http_server_request_duration_seconds_count") >= 3);

        Assert.Equal(3, page.Value("http_server_request_duration_seconds_count", ("http_route", "/items/{id}")));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Contains(DropIn.PagePath, Assert.Single(app.Process.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_variable_the_package_does_nothing()
    {
        await using var app = await AppProcess.StartAsync("Packaged");

        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
        await app.Process.StopAsync();
        Assert.Empty(app.Process.ErrorLines);
    }

    [Fact]
    public async Task The_package_and_the_folder_together_count_a_request_once()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Packaged");
        await app.GetAsync("/", 3);

        var page = await app.ScrapeUntilAsync(page => page.Sum("http_server_request_duration_seconds_count") >= 3);

        Assert.Equal(3, page.Sum("http_server_request_duration_seconds_count"));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }
}
