using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation;
using AspNetCorePrometheus.Instrumentation.Serving;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests;

[Collection(ProcessWide.Name)]
public sealed class ProcessInstrumentationTests
{
    [Fact]
    public async Task Everything_that_is_measured_here_is_on_the_page()
    {
        var page = await Page();

        foreach (var family in new[]
            { "target_info", "http_server_request_duration_seconds", "process_cpu_seconds_total", "aspnetcore_prometheus_build_info" })
        {
            Assert.Contains($"# TYPE {family} ", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ExportRequests", "http_server_", "process_")]
    [InlineData("ExportRequests", "aspnetcore_unmeasured", "aspnetcore_prometheus_")]
    public async Task A_switch_removes_its_rows_and_no_others(string key, string removed, string left)
    {
        var page = await Page((key, "false"));

        Assert.DoesNotContain("# TYPE " + removed, page, StringComparison.Ordinal);
        Assert.Contains("# TYPE " + left, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_namespace_and_the_constant_labels_are_on_all_but_the_target()
    {
        var page = await Page(("Namespace", "shop"), ("Labels", "zone=a"));

        var samples = page.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#' && !line.StartsWith("target_info", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(samples);
        Assert.All(samples, line => Assert.StartsWith("shop_", line, StringComparison.Ordinal));
        Assert.All(samples, line => Assert.Contains("zone=\"a\"", line, StringComparison.Ordinal));
        Assert.Contains("\ntarget_info{", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_a_later_host_that_have_no_effect_are_told()
    {
        using var log = new LogFile();
        var first = TestSettings.Of(("Path", "/a"), ("SeriesLimit", "5"));
        SettingsDifference.Report(first, TestSettings.Of(("Path", "/b"), ("SeriesLimit", "5")));
        Assert.Empty(log.Text);

        SettingsDifference.Report(first, TestSettings.Of(("Path", "/a"), ("Labels:zone", "x"), ("Labels:area", "y")));
        Assert.Contains("SeriesLimit", log.Text, StringComparison.Ordinal);
        Assert.Equal(2, log.Text.Split("Labels").Length);
        Assert.DoesNotContain("Path", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_instruments_that_end_are_collected_though_nobody_scrapes_and_keep_their_counts()
    {
        const int Many = 256;
        var name = "Test" + Guid.NewGuid().ToString("N");
        var settings = TestSettings.Of(("IncludeMeters", name + "*"));
        var process = new ProcessInstrumentation(settings);
        using var meter = new Meter(name);
        var collections = 0;
        meter.CreateObservableGauge("collections", () => Interlocked.Increment(ref collections));
        using (var ending = new Meter(name + ".Ending"))
        {
            for (var i = 0; i < Many; i++)
            {
                ending.CreateCounter<int>($"ended{i}").Add(i);
            }

            await Task.Delay(50);
            Assert.Equal(0, Volatile.Read(ref collections));
        }

        await Eventually.True(() => Volatile.Read(ref collections) == 1, "a collection");
        var page = await Page(process, settings);

        Assert.All(Enumerable.Range(0, Many), i => Assert.Contains($"\nended{i}_total {i}\n", page, StringComparison.Ordinal));
    }

    private static Task<string> Page(params (string Key, string Value)[] given)
    {
        var settings = TestSettings.Of([("IncludeMeters", "AspNetCorePrometheus"), .. given]);
        return Page(new ProcessInstrumentation(settings), settings);
    }

    private static async Task<string> Page(ProcessInstrumentation process, PrometheusSettings settings)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        process.AddTo(app, new ServingPlace(settings, new ScrapeGuard(settings.Guards, new()), null));
        app.Run(_ => Task.CompletedTask);
        var serve = app.Build();
        await serve(Request("/any"));
        var scrape = Request(settings.Path);
        scrape.Response.Body = new MemoryStream();
        await serve(scrape);
        Assert.Equal(StatusCodes.Status200OK, scrape.Response.StatusCode);
        scrape.Response.Body.Position = 0;
        using var reader = new StreamReader(scrape.Response.Body);
        return await reader.ReadToEndAsync();
    }

    private static DefaultHttpContext Request(string path) =>
        new() { Request = { Method = "GET", Scheme = "http", Protocol = "HTTP/1.1", Path = path } };
}
