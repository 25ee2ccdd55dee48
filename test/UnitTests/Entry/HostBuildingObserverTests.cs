using System.Net;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Entry;

[Collection(ProcessWide.Name)]
public sealed class HostBuildingObserverTests
{
    public HostBuildingObserverTests() => HostBuildingObserver.Attach();

    public static TheoryData<string> Shapes => ["default", "slim", "empty"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Every_web_application_has_the_page(string shape)
    {
        var builder = shape switch
        {
            "slim" => WebApplication.CreateSlimBuilder(),
            "empty" => WebApplication.CreateEmptyBuilder(new()),
            _ => WebApplication.CreateBuilder(),
        };
        await ServesThePage(builder);
    }

    [Fact]
    public async Task Hosting_startup_and_observer_together_add_one_filter()
    {
        var builder = WebApplication.CreateSlimBuilder();
        new PrometheusHostingStartup().Configure(builder.WebHost);
        await ServesThePage(builder);
    }

    [Fact]
    public async Task A_generic_host_with_a_web_host_has_the_page()
    {
        using var host = Host.CreateDefaultBuilder()
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(TestSettings.Section(("Path", "/m"))))
            .ConfigureWebHost(web => web.UseTestServer().Configure(app => app.Run(context =>
            {
                context.Response.StatusCode = 418;
                return Task.CompletedTask;
            })))
            .Build();
        await host.StartAsync();
        using var client = host.GetTestClient();
        using var response = await client.GetAsync("/m");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await host.StopAsync();
    }

    [Fact]
    public void A_host_without_a_web_server_is_left_alone()
    {
        using var host = Host.CreateApplicationBuilder().Build();

        Assert.Empty(host.Services.GetServices<IStartupFilter>());
    }

    private static async Task ServesThePage(WebApplicationBuilder builder)
    {
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(TestSettings.Section(("Path", "/m")));
        await using var app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = 418;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        using var client = app.GetTestClient();

        Assert.Single(app.Services.GetServices<IStartupFilter>(), filter =>
            filter.GetType().FullName!.StartsWith("AspNetCorePrometheus.", StringComparison.Ordinal));
        var page = await client.GetStringAsync("/m");
        Assert.Contains("target_info{", page, StringComparison.Ordinal);
        Assert.Contains("aspnetcore_prometheus_build_info{", page, StringComparison.Ordinal);
        using var other = await client.GetAsync("/other");
        Assert.Equal((HttpStatusCode)418, other.StatusCode);
    }
}
