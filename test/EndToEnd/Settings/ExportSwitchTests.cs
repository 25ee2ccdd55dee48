using System.Text.Json;
using AspNetCorePrometheus.EndToEnd.SampleApp;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Settings;

/// <summary>Each switch takes its rows off the page, ends their subscriptions, and touches nothing else.</summary>
public sealed class ExportSwitchTests(ShopRun everything) : IClassFixture<ShopRun>
{
    // What the garbage collector found last is there once it has run.
    private const string AtTheRuntimesLeisure = "dotnet_gc_last_collection";

    [Theory]
    [InlineData("ExportRequests", "http_server_ kestrel_ aspnetcore_")]
    [InlineData("ExportRuntime", "dotnet_")]
    [InlineData("ExportProcess", "process_")]
    [InlineData("ExportHttpClient", "http_client_ dns_")]
    [InlineData("ExportApplicationMeters", "shop_")]
    [InlineData("ExportModels", "efcore_entity_")]
    [InlineData("ExportDatabases", "db_client_ efcore_save_ efcore_execution_")]
    [InlineData("ExportCaches", "cache_")]
    [InlineData("ExportMigrations", "efcore_migrations_")]
    public async Task A_switch_removes_exactly_its_rows(string key, string prefixes)
    {
        await using var shop = await AppProcess.StartWithDropInAsync("Shop", (key, "false"));
        await ShopTraffic.SendAsync(shop);
        var left = everything.Page.FamilyNames
            .Where(family => !Falls(family, prefixes)).Where(IsSteady).Order().ToList();

        var page = await shop.ScrapeUntilAsync(page => left.TrueForAll(page.HasFamily), Deadline.Default);

        Assert.NotEqual(everything.Page.Families.Count, left.Count);
        Assert.Equal(left, page.FamilyNames.Where(IsSteady).Order());
    }

    [Theory]
    [InlineData("ExportDatabases", "library_npgsql_total library_mysqlconnector_total library_efcore_total")]
    [InlineData("ExportCaches", "library_memorycache_total")]
    public async Task The_switch_of_a_group_reaches_the_meters_of_its_libraries(string key, string removed)
    {
        await using var on = await AppProcess.StartWithDropInAsync("Requests");
        await using var off = await AppProcess.StartWithDropInAsync("Requests", (key, "false"));
        await on.GetAsync("/hit/red");
        await off.GetAsync("/hit/red");

        var there = (await on.ScrapeUntilAsync(page => page.HasFamily("own_hits_total"))).FamilyNames;
        var left = (await off.ScrapeUntilAsync(page => page.HasFamily("own_hits_total"))).FamilyNames;

        Assert.Equal(
            removed.Split(' ').Order(),
            there.Except(left).Where(name => name.StartsWith("library_", StringComparison.Ordinal)).Order());
    }

    [Theory]
    [InlineData("ExportRequests", "Microsoft.AspNetCore.")]
    [InlineData("ExportRuntime", "System.Runtime")]
    [InlineData("ExportHttpClient", "System.Net.")]
    [InlineData("ExportApplicationMeters", "Own.")]
    public async Task A_switch_ends_the_subscriptions_of_its_meters(string key, string meters)
    {
        await using var on = await AppProcess.StartWithDropInAsync("Requests");
        await using var off = await AppProcess.StartWithDropInAsync("Requests", (key, "false"));

        var listened = await ListenedAsync(on);
        var left = await ListenedAsync(off);

        if (key != "ExportHttpClient")
        {
            // The host sends no requests of its own, so those meters do not exist in it.
            Assert.Contains(listened, instrument => instrument.StartsWith(meters, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(left, instrument => instrument.StartsWith(meters, StringComparison.Ordinal));
        Assert.Equal(listened.Where(instrument => !instrument.StartsWith(meters, StringComparison.Ordinal)), left);
    }

    [Fact]
    public async Task The_switch_of_everything_leaves_no_page_and_no_listener()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Requests", ("Enabled", "false"));

        Assert.Empty(await ListenedAsync(app));
        using var answer = await app.Client.GetAsync(DropIn.PagePath);
        Assert.Equal("status page 404", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<IReadOnlyList<string>> ListenedAsync(AppProcess app)
    {
        await app.GetAsync("/hit/red");
        return JsonSerializer.Deserialize<string[]>(await app.Client.GetStringAsync("/listened"))!;
    }

    private static bool Falls(string family, string prefixes) =>
        !family.StartsWith("aspnetcore_prometheus_", StringComparison.Ordinal)
        && prefixes.Split(' ').Any(prefix => family.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsSteady(string family) => !family.StartsWith(AtTheRuntimesLeisure, StringComparison.Ordinal);
}
