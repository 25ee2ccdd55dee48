using System.Globalization;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

public sealed class LauncherTests
{
    private const string HookFile = "AspNetCorePrometheus.StartupHook.dll";
    private const string Gone = "/opt/aspnetcore-prometheus-0.0.9/" + HookFile;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task The_launcher_starts_an_application_with_its_page()
    {
        var (file, arguments) = AppProcess.Command("EmptyWeb");
        await using var app = await AppProcess.StartCommandAsync("EmptyWeb", DropIn.Launcher, [file, .. arguments]);
        await app.GetAsync("/", 2);

        var page = await app.ScrapeUntilAsync(page => page.Sum("http_server_request_duration_seconds_count") >= 2);

        Assert.Equal(2, page.Value("http_server_request_duration_seconds_count", ("http_route", "/")));
    }

    [Fact]
    public async Task The_launcher_sets_both_variables()
    {
        var variables = await VariablesAsync([]);

        Assert.Equal(DropIn.Hook, variables[DropIn.HooksVariable]);
        Assert.Equal(DropIn.HostingStartup, variables[DropIn.HostingStartupsVariable]);
    }

    [Fact]
    public async Task The_launcher_appends_to_values_that_are_there_already()
    {
        var variables = await VariablesAsync(new Dictionary<string, string>
        {
            [DropIn.HooksVariable] = "/opt/other/Hook.dll",
            [DropIn.HostingStartupsVariable] = "Other.Startup",
        });

        Assert.Equal($"/opt/other/Hook.dll:{DropIn.Hook}", variables[DropIn.HooksVariable]);
        Assert.Equal($"Other.Startup;{DropIn.HostingStartup}", variables[DropIn.HostingStartupsVariable]);
    }

    [Fact]
    public async Task The_launcher_keeps_a_hook_of_another_folder_beside_which_NET_would_not_start_its_own()
    {
        var folder = Tree.NewTemporaryFolder();
        var other = Path.Combine(folder, HookFile);
        File.Copy(DropIn.Hook, other);
        var given = new Dictionary<string, string>
        {
            [DropIn.HooksVariable] = $"{other}:/opt/other/Hook.dll",
            [DropIn.HostingStartupsVariable] = $"{DropIn.HostingStartup};Other.Startup",
        };

        var variables = await VariablesAsync(given);

        Assert.Equal(given[DropIn.HooksVariable], variables[DropIn.HooksVariable]);
        Assert.Equal(given[DropIn.HostingStartupsVariable], variables[DropIn.HostingStartupsVariable]);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_launcher_puts_its_own_hook_in_place_of_one_of_a_folder_that_is_gone()
    {
        var (file, arguments) = AppProcess.Command("EmptyWeb");
        await using var app = await AppProcess.StartCommandAsync("EmptyWeb", DropIn.Launcher, [file, .. arguments], new()
        {
            [DropIn.HooksVariable] = Gone,
            [DropIn.HostingStartupsVariable] = DropIn.HostingStartup,
        });

        Assert.Equal("Hello World!", await app.Client.GetStringAsync("/"));
        Assert.True((await app.ScrapeAsync()).HasFamily("aspnetcore_prometheus_build_info"));
        Assert.Contains(app.Process.ErrorLines, line => line.Contains(Gone, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData($"{Gone}:/opt/other/Hook.dll", "/opt/other/Hook.dll")]
    [InlineData($"/opt/other/Hook.dll:{Gone}", "/opt/other/Hook.dll")]
    [InlineData($"/opt/a b/Hook.dll:{Gone}:{Gone}:/opt/other/Hook.dll", "/opt/a b/Hook.dll:/opt/other/Hook.dll")]
    public async Task The_launcher_leaves_out_no_hook_but_its_own(string given, string kept)
    {
        var variables = await VariablesAsync(new() { [DropIn.HooksVariable] = given });

        Assert.Equal($"{kept}:{DropIn.Hook}", variables[DropIn.HooksVariable]);
    }

    [Fact]
    public async Task The_launcher_without_a_hook_of_its_own_leaves_out_the_path_to_it()
    {
        var folder = Tree.NewTemporaryFolder();
        var launcher = Path.Combine(folder, "run-with-metrics");
        File.Copy(DropIn.Launcher, launcher);

        await using var process = await ChildProcess.RunAsync(
            launcher,
            ["printenv", DropIn.HooksVariable],
            folder,
            new Dictionary<string, string> { [DropIn.HooksVariable] = $"{Path.Combine(folder, HookFile)}:/opt/other/Hook.dll" },
            Limit);

        Assert.Equal("/opt/other/Hook.dll", Assert.Single(process.OutputLines));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_launcher_tells_a_whole_hook_from_a_damaged_one_where_sha256sum_knows_short_options_only()
    {
        var folder = Tree.NewTemporaryFolder();
        var tools = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        var stub = Path.Combine(tools, "sha256sum");
        await File.WriteAllTextAsync(
            stub,
            "#!/bin/sh\nfor word; do case $word in --*) echo \"sha256sum: unrecognized option '$word'\" >&2; exit 1 ;; esac; done\n"
                + "PATH=${PATH#*:} exec sha256sum \"$@\"\n");
        await using var mode = await ChildProcess.RunAsync("chmod", ["+x", stub], folder, limit: Limit);
        foreach (var file in new[] { HookFile, "run-with-metrics", "SHA256SUMS" })
        {
            File.Copy(Path.Combine(Tree.Home, file), Path.Combine(folder, file));
        }

        var variables = new Dictionary<string, string> { ["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}" };
        var launcher = Path.Combine(folder, "run-with-metrics");
        var hook = Path.Combine(folder, HookFile);

        await using var whole = await ChildProcess.RunAsync(launcher, ["printenv", DropIn.HooksVariable], folder, variables, Limit);
        await File.AppendAllTextAsync(hook, "x");
        await using var damaged = await ChildProcess.RunAsync(launcher, ["echo", "runs"], folder, variables, Limit);

        Assert.Equal(hook, Assert.Single(whole.OutputLines));
        Assert.Empty(whole.ErrorLines);
        Assert.Equal("runs", Assert.Single(damaged.OutputLines));
        Assert.Contains("damaged", Assert.Single(damaged.ErrorLines), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_launcher_is_replaced_by_its_command()
    {
        await using var process = await RunAsync(["sh", "-c", "echo $$; exit 7"]);

        Assert.Equal(7, await process.ExitCodeAsync(Limit));
        Assert.Equal(process.Id.ToString(CultureInfo.InvariantCulture), Assert.Single(process.OutputLines));
    }

    [Fact]
    public async Task The_launcher_passes_arguments_as_they_are()
    {
        await using var process = await RunAsync(["printf", "%s|", "a b", "", "$HOME", "*"]);

        Assert.Equal("a b||$HOME|*|", Assert.Single(process.OutputLines));
    }

    [Fact]
    public async Task The_launcher_works_through_a_link_and_from_any_folder()
    {
        var folder = Tree.NewTemporaryFolder();
        var link = Path.Combine(folder, "with-metrics");
        File.CreateSymbolicLink(link, DropIn.Launcher);

        await using var process = await ChildProcess.RunAsync(
            link, ["printenv", DropIn.HooksVariable], folder, limit: Limit);

        Assert.Equal(DropIn.Hook, Assert.Single(process.OutputLines));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_launcher_without_a_command_says_how_it_is_used()
    {
        await using var process = await RunAsync([]);

        Assert.NotEqual(0, await process.ExitCodeAsync(Limit));
        Assert.Contains(process.ErrorLines, line => line.Contains("run-with-metrics", StringComparison.Ordinal));
    }

    private static async Task<Dictionary<string, string>> VariablesAsync(Dictionary<string, string> given)
    {
        await using var process = await RunAsync(["env"], given);
        return process.OutputLines.Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1]);
    }

    private static Task<ChildProcess> RunAsync(string[] command, Dictionary<string, string>? variables = null) =>
        ChildProcess.RunAsync(DropIn.Launcher, command, Path.GetTempPath(), variables, Limit);
}
