using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Settings;

[Collection(ProcessWide.Name)]
public sealed class SettingsReportTests
{
    private static readonly SettingProblem[] Problems =
        [new("SeriesLimit", Guid.NewGuid().ToString("N"), "not a number", "2000"), new("Paht", "/m", "unknown key", "nothing")];

    [Fact]
    public void One_report_tells_key_value_and_default_once()
    {
        using var log = new LogFile();
        SettingsReport.Publish(Problems, failFast: false);
        SettingsReport.Publish(Problems, failFast: false);

        var line = Assert.Single(log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in new[] { "Prometheus:SeriesLimit", Problems[0].Value, "not a number", "2000", "Prometheus:Paht", "/m" })
        {
            Assert.Contains(part, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void With_fail_fast_the_report_is_thrown() =>
        Assert.Contains(
            "Prometheus:Paht",
            Assert.Throws<InvalidOperationException>(() => SettingsReport.Publish(Problems, failFast: true)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void No_problem_is_no_report()
    {
        using var log = new LogFile();
        SettingsReport.Publish([], failFast: true);

        Assert.Empty(log.Text);
    }
}
