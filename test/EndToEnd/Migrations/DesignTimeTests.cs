using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>
/// Design-time tools run an application's <c>Main</c> with its configuration files and stop it by an exception when its host is built.
/// </summary>
public sealed class DesignTimeTests
{
    [Fact]
    public async Task A_design_time_tool_finds_the_host_as_without_the_drop_in_and_nothing_goes_on_behind()
    {
        using var silent = new SilentServer();
        await using var bare = await RunAsync(silent, []);
        await using var with = await RunAsync(silent, DropIn.Variables(("MigrationsRefreshSeconds", "1")));

        Assert.Equal(
            ["main ended with DesignTool.HostStopException", "services True", "StockContext True", "OrdersContext True"],
            bare.OutputLines);
        Assert.Equal(bare.OutputLines, with.OutputLines);
        Assert.Empty(with.ErrorLines);
        Assert.False(silent.HasBeenCalled);
    }

    private static async Task<ChildProcess> RunAsync(SilentServer silent, Dictionary<string, string> variables)
    {
        var folder = Tree.Host("TwoContexts");
        var application = Path.Combine(folder, "TwoContexts");
        variables["ConnectionStrings__Orders"] = variables["ConnectionStrings__Stock"] =
            $"Host=127.0.0.1;Port={silent.Port};Database=silent;Username=app";
        var run = await ChildProcess.RunAsync(
            "dotnet",
            [
                "exec", "--depsfile", application + ".deps.json", "--runtimeconfig", application + ".runtimeconfig.json",
                Path.Combine(Tree.Host("DesignTool"), "DesignTool.dll"), application + ".dll",
            ],
            folder,
            variables);
        Assert.Equal(0, await run.ExitCodeAsync(Deadline.Default));
        return run;
    }
}
