using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Settings;

public sealed class WrongSettingsTests
{
    private const string RequestBuckets = "0.005,0.01,0.025,0.05,0.075,0.1,0.25,0.5,0.75,1,2.5,5,7.5,10";

    /// <summary>A key, a value that cannot be used, and what holds instead.</summary>
    public static TheoryData<string, string, string> Wrong => new()
    {
        { "Enabled", "perhaps", "true" },
        { "Path", "metrics", "/prometheus/metrics" },
        { "Namespace", "9-lives", "none" },
        { "Labels__le", "1", "none" },
        { "RequestLabels__tenant", "magic:X-Tenant", "none" },
        { "LatencyBuckets", "1,0.5", RequestBuckets },
        { "LatencyBuckets", "fast", RequestBuckets },
        { "MaxScrapeBytes", "-1", "134217728" },
        { "SeriesLimit", "many", "2000" },
        { "SeriesLimits__own.hits", "0", "none" },
        { "IgnoredPaths", "health", "none" },
        { "ExportRuntime", "nope", "true" },
        { "LogLevel", "Loud", "Warning" },
        { "Colour", "red", "nothing" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_setting_is_told_with_key_value_and_what_holds_instead(
        string key, string value, string inForce)
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", (key, value));
        await app.GetAsync("/");

        var page = await app.ScrapeUntilAsync(page => page.HasFamily("http_server_request_duration_seconds"));

        Assert.True(page.HasFamily("dotnet_process_cpu_count"));
        var report = await ReportAsync(app);
        Assert.Contains(key.Split("__")[0], report, StringComparison.Ordinal);
        Assert.Contains(value, report, StringComparison.Ordinal);
        Assert.Contains(inForce, report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_wrong_settings_are_told_in_one_report_and_the_right_ones_hold()
    {
        await using var app = await AppProcess.StartWithDropInAsync(
            "EmptyWeb", ("LatencyBuckets", "1,0.5"), ("SeriesLimit", "many"), ("Colour", "red"), ("Namespace", "shop"));
        await app.GetAsync("/");

        var page = await app.ScrapeUntilAsync(page => page.HasFamily("shop_http_server_request_duration_seconds"));

        Assert.True(page.HasFamily("shop_http_server_request_duration_seconds"));
        var report = await ReportAsync(app);
        Assert.All(
            ["LatencyBuckets", "1,0.5", "SeriesLimit", "many", "2000", "Colour", "red"],
            word => Assert.Contains(word, report, StringComparison.Ordinal));
        Assert.DoesNotContain("Namespace", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_FailFast_a_wrong_setting_ends_the_application()
    {
        var (file, arguments) = AppProcess.Command("EmptyWeb");
        var variables = DropIn.Variables(("SeriesLimit", "many"), ("FailFast", "true"));
        variables["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Ports.Free()}";

        await using var process = await ChildProcess.RunAsync(file, arguments, Tree.Host("EmptyWeb"), variables);

        Assert.NotEqual(0, await process.ExitCodeAsync(Deadline.Default));
        Assert.Contains("SeriesLimit", process.Transcript, StringComparison.Ordinal);
    }

    // All lines are there once the process has ended.
    private static async Task<string> ReportAsync(AppProcess app)
    {
        await app.Process.StopAsync();
        return Assert.Single(
            app.Process.ErrorLines, line => line.Contains("cannot be used", StringComparison.Ordinal));
    }
}
