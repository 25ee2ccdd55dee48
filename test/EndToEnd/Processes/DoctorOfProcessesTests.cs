using System.Globalization;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

/// <summary>What the doctor says of running processes.</summary>
public sealed class DoctorOfProcessesTests
{
    [Theory]
    [InlineData("EmptyWeb")]
    [InlineData("ClassicStartup")]
    [InlineData("SingleFileSelfContained")]
    public async Task A_process_that_has_its_page_has_been_entered(string host)
    {
        await using var app = await AppProcess.StartWithDropInAsync(host);

        await AssertAsync(app, 0, "it has entered, by its startup hook " + DropIn.Hook);
    }

    [Fact]
    public async Task A_process_that_references_the_package_has_been_entered_without_a_hook()
    {
        await using var app = await AppProcess.StartAsync("Packaged", new() { [DropIn.HostingStartupsVariable] = DropIn.HostingStartup });

        await AssertAsync(app, 0, "as the program brings the package");
    }

    [Theory]
    [InlineData("EmptyWeb")]
    [InlineData("SelfContained")]
    [InlineData("SingleFile")]
    public async Task A_process_without_the_variables_is_told_so(string host)
    {
        await using var app = await AppProcess.StartAsync(host);

        await AssertAsync(app, 1, "no variable");
    }

    [Theory]
    [InlineData("Trimmed", "", "", "trimmed")]
    [InlineData("OldWeb", "", "", "runs on .NET 8.0.29")]
    [InlineData("EmptyWeb", "ASPNETCORE_PREVENTHOSTINGSTARTUP", "true", "prevented by ASPNETCORE_PREVENTHOSTINGSTARTUP")]
    [InlineData("Slim", "Prometheus__Enabled", "false", "Prometheus__Enabled=false")]
    public async Task A_process_that_it_stayed_out_of_is_told_why(string host, string name, string value, string words)
    {
        await using var app = await AppProcess.StartWithDropInAndAsync(host, name.Length == 0 ? [] : [(name, value)]);

        await AssertAsync(app, 1, words);
    }

    private static async Task AssertAsync(AppProcess app, int status, string words)
    {
        await using var process = await ChildProcess.RunAsync(
            Path.Combine(Tree.Home, "doctor"), [app.Process.Id.ToString(CultureInfo.InvariantCulture)], Path.GetTempPath());

        Assert.True(await process.ExitCodeAsync(Deadline.Default) == status, process.Transcript);
        Assert.Contains(words, Assert.Single(process.OutputLines), StringComparison.Ordinal);
        Assert.Empty(process.ErrorLines);
    }
}
