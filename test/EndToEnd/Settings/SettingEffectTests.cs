using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Settings;

public sealed class SettingEffectTests
{
    private const string Count = "http_server_request_duration_seconds_count";

    [Fact]
    public async Task The_page_stands_at_its_path()
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("Path", "/internal/metrics"));

        Assert.True((await app.ScrapeAsync("/internal/metrics")).HasFamily("aspnetcore_prometheus_build_info"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
    }

    [Fact]
    public async Task Every_family_but_target_info_has_the_namespace()
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("Namespace", "shop"));

        var page = await app.ScrapeAsync();

        Assert.All(
            page.FamilyNames.Where(family => family != "target_info"),
            family => Assert.StartsWith("shop_", family, StringComparison.Ordinal));
        Assert.True(page.HasFamily("target_info"));
    }

    [Fact]
    public async Task Every_series_has_the_constant_labels()
    {
        await using var app = await AppProcess.StartWithDropInAsync(
            "EmptyWeb", ("Labels__team", "red"), ("Labels__zone", "a\"b"));
        await app.GetAsync("/");

        var page = await app.ScrapeUntilAsync(page => page.Has(Count));

        Assert.All(
            page.Families.Where(family => family.Name != "target_info").SelectMany(family => family.Samples),
            sample => Assert.True(sample.Has(("team", "red"), ("zone", "a\"b")), sample.Series));
    }

    [Fact]
    public async Task Request_labels_come_from_the_request_by_rule()
    {
        await using var app = await AppProcess.StartWithDropInAsync(
            "Requests",
            ("RequestLabels__tenant", "header:X-Tenant"), ("RequestLabels__item", "route:id"),
            ("RequestLabels__kind", "query:kind"), ("RequestLabels__stage", "const:test"));
        await RawHttp.ExchangeAsync(app.Port, RawHttp.Request("GET", "/items/7?kind=big", "X-Tenant: acme\r\n"));

        var page = await app.ScrapeUntilAsync(page => page.Has(Count));

        foreach (var family in new[] { Count, "aspnetcore_endpoint_duration_seconds_count" })
        {
            Assert.Equal(1, page.Value(
                family,
                ("tenant", "acme"), ("item", "7"), ("kind", "big"), ("stage", "test"), ("http_route", "/items/{id}")));
        }
    }

    [Fact]
    public async Task A_request_label_has_at_most_fifty_values_and_other()
    {
        await using var app = await AppProcess.StartWithDropInAsync(
            "Requests", ("RequestLabels__tenant", "header:X-Tenant"));
        for (var i = 0; i < 60; i++)
        {
            await RawHttp.ExchangeAsync(app.Port, RawHttp.Request("GET", "/sync", $"X-Tenant: t{i}\r\n"));
        }

        var page = await app.ScrapeUntilAsync(page => page.Sum(Count) >= 60);

        Assert.Equal(51, page.LabelValues(Count, "tenant").Count);
        Assert.Equal(10, page.Value(Count, ("tenant", "other")));
        Assert.Equal(60, page.Sum(Count));
    }

    [Fact]
    public async Task Ignored_paths_are_not_measured()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Requests", ("IgnoredPaths", "/health,/items/*"));
        await app.GetAsync("/health", 3);
        await app.GetAsync("/items/1", 3);
        await app.GetAsync("/sync");

        var page = await app.ScrapeUntilAsync(page => page.Has(Count, ("http_route", "/sync")));

        Assert.Equal(1, page.Sum(Count));
        Assert.Equal(1, page.Sum("aspnetcore_endpoint_duration_seconds_count"));
        Assert.Equal(1, page.Sum("http_server_response_body_size_bytes_count"));
    }

    [Fact]
    public async Task Latency_buckets_are_the_bounds_of_requests_and_endpoints()
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("LatencyBuckets", "0.1,1,60"));
        await app.GetAsync("/");

        var page = await app.ScrapeUntilAsync(page => page.Has(Count));

        Assert.Equal(["+Inf", "0.1", "1", "60"], page.LabelValues("http_server_request_duration_seconds_bucket", "le"));
        Assert.Equal(["+Inf", "0.1", "1", "60"], page.LabelValues("aspnetcore_endpoint_duration_seconds_bucket", "le"));
    }

    [Fact]
    public async Task Private_meters_stay_away_unless_the_lists_say_otherwise()
    {
        await using var usual = await AppProcess.StartWithDropInAsync("Requests");
        await using var special = await AppProcess.StartWithDropInAsync(
            "Requests", ("ExcludeMeters", "Own.*"), ("IncludeMeters", "Private.*,Own.*,AspNetCorePrometheus*"));
        await usual.GetAsync("/hit/red", 2);
        await special.GetAsync("/hit/red", 2);

        var usualPage = await usual.ScrapeUntilAsync(page => page.Has("own_hits_total"));
        var specialPage = await special.ScrapeUntilAsync(page => page.Has("private_hits_total"));

        Assert.Equal(2, usualPage.Value("own_hits_total", ("colour", "red")));
        Assert.False(usualPage.HasFamily("private_hits_total"));
        Assert.Equal(2, specialPage.Value("private_hits_total"));
        Assert.False(specialPage.HasFamily("own_hits_total"));
        Assert.False(specialPage.HasFamily("dotnet_process_cpu_count"));
    }

    [Fact]
    public async Task The_memory_pools_meter_comes_when_it_is_included_by_name()
    {
        await using var app = await AppProcess.StartWithDropInAsync(
            "EmptyWeb", ("IncludeMeters", "*,Microsoft.AspNetCore.MemoryPool"));
        await app.GetAsync("/", 5);

        var page = await app.ScrapeUntilAsync(HasPool);

        Assert.True(HasPool(page));

        static bool HasPool(Page page) =>
            page.FamilyNames.Any(family => family.StartsWith("aspnetcore_memory_pool", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Beyond_the_series_limit_measurements_go_to_one_series_and_the_metric_is_named()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Requests", ("SeriesLimits__own.hits", "3"));
        for (var i = 0; i < 10; i++)
        {
            await app.GetAsync($"/hit/colour{i}");
        }

        var page = await app.ScrapeUntilAsync(page =>
            page.Sum("own_hits_total") >= 10 && page.Has("aspnetcore_prometheus_series_overflow"));

        Assert.Equal(10, page.Sum("own_hits_total"));
        Assert.InRange(page.Samples("own_hits_total").Count, 3, 4);
        Assert.True(page.Has("own_hits_total", ("otel_metric_overflow", "true")));
        Assert.Single(page.LabelValues("aspnetcore_prometheus_series_overflow", "metric"));
    }

    [Fact]
    public async Task A_counter_that_does_not_change_leaves_the_page_until_it_does()
    {
        const string Hits = "own_hits_total";
        await using var app = await AppProcess.StartWithDropInAsync("Requests", ("HideIdleSeconds", "1"));
        await app.GetAsync("/hit/red", 2);
        Assert.Equal(2, (await app.ScrapeUntilAsync(page => page.Has(Hits))).Sum(Hits));

        var idle = await app.ScrapeUntilAsync(page => !page.HasFamily(Hits));
        Assert.False(idle.HasFamily(Hits));
        Assert.True(idle.HasFamily("aspnetcore_prometheus_build_info"));
        Assert.True(idle.HasFamily("target_info"));

        await app.GetAsync("/hit/red");
        Assert.Equal(3, (await app.ScrapeUntilAsync(page => page.Has(Hits))).Sum(Hits));
    }

    [Fact]
    public async Task The_log_goes_to_its_file()
    {
        var folder = Tree.NewTemporaryFolder();
        var file = Path.Combine(folder, "own.log");
        await using (var app = await AppProcess.StartWithDropInAsync(
            "EmptyWeb", ("LogFile", file), ("SeriesLimit", "many")))
        {
            await app.ScrapeAsync();

            await app.Process.StopAsync();
            Assert.DoesNotContain(
                app.Process.ErrorLines, line => line.Contains("SeriesLimit", StringComparison.Ordinal));
            Assert.Contains("SeriesLimit", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }
}
