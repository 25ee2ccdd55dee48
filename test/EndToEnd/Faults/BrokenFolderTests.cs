using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Faults;

/// <summary>A drop-in folder that is not whole: the application runs as if there were none, and one line says why.</summary>
public sealed class BrokenFolderTests : IDisposable
{
    private const string Shell = "AspNetCorePrometheus.HostingStartup.dll";
    private const string Instrumentation = "AspNetCorePrometheus.Instrumentation.dll";
    private const string OpenTelemetry = "OpenTelemetry.dll";

    private readonly string _home = Tree.NewTemporaryFolder();

    public BrokenFolderTests() => Copy(Tree.Home, _home);

    [Theory]
    [InlineData(Shell)]
    [InlineData(Instrumentation)]
    [InlineData(OpenTelemetry)]
    [InlineData("OpenTelemetry.Api.dll")]
    public async Task A_file_of_the_folder_that_is_missing_costs_the_page_and_not_the_application(string file)
    {
        Array.ForEach(Images(file), File.Delete);
        await AssertRunsWithoutAsync();
    }

    [Theory]
    [InlineData(Shell)]
    [InlineData(Instrumentation)]
    [InlineData(OpenTelemetry)]
    public async Task A_file_of_the_folder_that_is_damaged_costs_the_page_and_not_the_application(string file)
    {
        Array.ForEach(Images(file), image => File.WriteAllBytes(image, new byte[4096]));
        await AssertRunsWithoutAsync();
    }

    [Fact]
    public async Task An_OpenTelemetry_that_is_too_old_costs_the_page_and_not_the_application()
    {
        Replace("AncientOpenTelemetry");
        await AssertRunsWithoutAsync();
    }

    [Fact]
    public async Task An_OpenTelemetry_that_is_some_versions_older_still_serves_the_page()
    {
        Replace("OwnOpenTelemetry");
        await using var app = await AppProcess.StartAsync("EmptyWeb", Variables());

        Assert.True((await app.ScrapeAsync()).HasFamily("aspnetcore_prometheus_build_info"));
    }

    // The runtime itself ends a process whose hook it cannot load, before any code of ours could help.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_launcher_starts_the_application_without_a_hook_that_is_missing_or_damaged(bool isMissing)
    {
        var hook = Path.Combine(_home, "AspNetCorePrometheus.StartupHook.dll");
        File.Delete(hook);
        if (!isMissing)
        {
            await File.WriteAllBytesAsync(hook, new byte[4096]);
        }

        var (file, arguments) = AppProcess.Command("EmptyWeb");
        await using var app = await AppProcess.StartCommandAsync(
            "EmptyWeb", Path.Combine(_home, "run-with-metrics"), [file, .. arguments]);

        Assert.Equal("Hello World!", await app.Client.GetStringAsync("/"));
        Assert.Contains("run-with-metrics", app.Process.Transcript, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    // Those for every platform and those that are compiled ahead for this one.
    private string[] Images(string file)
    {
        var images = Directory.GetFiles(_home, file, SearchOption.AllDirectories);
        Assert.NotEmpty(images);
        return images;
    }

    private void Replace(string host) =>
        Array.ForEach(Images(OpenTelemetry), image => File.Copy(Path.Combine(Tree.Host(host), OpenTelemetry), image, overwrite: true));

    private Dictionary<string, string> Variables()
    {
        var variables = DropIn.Variables();
        variables[DropIn.HooksVariable] = Path.Combine(_home, "AspNetCorePrometheus.StartupHook.dll");
        return variables;
    }

    private async Task AssertRunsWithoutAsync()
    {
        await using var app = await AppProcess.StartAsync("EmptyWeb", Variables());

        Assert.Equal("Hello World!", await app.Client.GetStringAsync("/"));
        Assert.NotEqual(System.Net.HttpStatusCode.OK, await app.GetAsync(DropIn.PagePath));
        Assert.Equal("Hello World!", await app.Client.GetStringAsync("/"));
        Assert.Equal(0, await app.Process.StopAsync());
        var told = app.Process.ErrorLines.Where(line => line.StartsWith("AspNetCorePrometheus: ", StringComparison.Ordinal)
            && !line.Contains("[1]", StringComparison.Ordinal)).Select(line => line.Split(':')[1]).ToList();
        Assert.NotEmpty(told);
        Assert.Equal(told.Distinct(), told);
        Assert.DoesNotContain("unhandled exception", app.Process.Transcript, StringComparison.Ordinal);
    }
}
