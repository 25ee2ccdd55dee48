using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

/// <summary>Programs that the drop-in has no business in run as they do without it.</summary>
public sealed class OtherProgramTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_console_program_of_an_older_runtime_runs_as_before_and_is_told_so_in_one_line()
    {
        await using var alone = await RunAsync("OldConsole", []);
        await using var entered = await RunAsync("OldConsole", DropIn.Variables());

        Assert.Equal(3, await entered.ExitCodeAsync(Limit));
        Assert.Equal(alone.OutputLines, entered.OutputLines);
        var line = Assert.Single(entered.ErrorLines);
        Assert.Contains("AspNetCorePrometheus", line, StringComparison.Ordinal);
        Assert.Contains(".NET 10", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_application_of_an_older_runtime_runs_as_before_and_is_told_so_in_one_line()
    {
        await using var alone = await AppProcess.StartAsync("OldWeb");
        await using var entered = await AppProcess.StartWithDropInAsync("OldWeb");

        foreach (var app in new[] { alone, entered })
        {
            Assert.Equal("hello from .NET 8", await app.Client.GetStringAsync("/"));
            Assert.Equal(System.Net.HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
        }

        await alone.Process.StopAsync();
        Assert.Equal(0, await entered.Process.StopAsync());
        Assert.Equal(
            alone.Process.OutputLines.Where(IsLogEntry),
            entered.Process.OutputLines.Where(IsLogEntry));
        Assert.Contains("AspNetCorePrometheus", Assert.Single(entered.Process.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_console_program_gets_nothing_but_the_hook_itself()
    {
        await using var alone = await RunAsync("PlainConsole", []);
        await using var entered = await RunAsync("PlainConsole", DropIn.Variables());

        Assert.Equal(3, await entered.ExitCodeAsync(Limit));
        Assert.Empty(entered.ErrorLines);
        Assert.Equal("hello", entered.OutputLines[0]);
        Assert.Equal(
            ["AspNetCorePrometheus.StartupHook"],
            entered.OutputLines.Except(alone.OutputLines).Where(IsNoPartOfTheRuntime));
    }

    [Fact]
    public async Task A_worker_without_ASP_NET_Core_does_its_work_and_ends_and_has_a_line_that_says_why_there_is_no_page()
    {
        await using var entered = await RunAsync("Worker", DropIn.Variables());

        Assert.Equal(0, await entered.ExitCodeAsync(Limit));
        Assert.Contains("working", entered.OutputLines);
        Assert.Contains("done", entered.OutputLines);
        Assert.Contains("no page", Assert.Single(entered.ErrorLines), StringComparison.Ordinal);
    }

    private static Task<ChildProcess> RunAsync(string name, Dictionary<string, string> variables)
    {
        var (file, arguments) = AppProcess.Command(name);
        return ChildProcess.RunAsync(file, arguments, Tree.Host(name), variables);
    }

    // The hook is built against the facade of netstandard2.0 and uses a little of the core library.
    private static bool IsNoPartOfTheRuntime(string assembly) =>
        assembly != "netstandard" && !assembly.StartsWith("System.", StringComparison.Ordinal);

    // The line with a log entry's level, category and event; what follows it has times and ports in it.
    private static bool IsLogEntry(string line) => line.Length > 0 && !char.IsWhiteSpace(line[0]);
}
