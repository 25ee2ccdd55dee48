using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>Tests with <c>WebApplicationFactory</c>, run with the variables in their environment.</summary>
public sealed class FactoryTests
{
    [Fact]
    public async Task An_applications_tests_pass_as_before_and_their_host_has_a_page()
    {
        var folder = Tree.NewTemporaryFolder();
        var file = Path.Combine(folder, "page.txt");
        var variables = DropIn.Variables();
        variables["ANSWERING_PATH"] = DropIn.PagePath;
        variables["ANSWER_FILE"] = file;

        await using var alone = await RunAsync([]);
        await using var entered = await RunAsync(variables);

        Assert.True(await alone.ExitCodeAsync(Deadline.Default) == 0, alone.Transcript);
        Assert.True(await entered.ExitCodeAsync(Deadline.Default) == 0, entered.Transcript);
        Assert.Contains(entered.OutputLines, line => line.Contains("Passed:     3", StringComparison.Ordinal));
        var page = PageParser.ParseText(await File.ReadAllTextAsync(file));
        Assert.True(page.Has("http_server_request_duration_seconds_count", ("http_route", "/todos/{id}")));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Directory.Delete(folder, recursive: true);
    }

    private static Task<ChildProcess> RunAsync(Dictionary<string, string> variables) => ChildProcess.RunAsync(
        "dotnet", ["test", Path.Combine(Tree.Host("FactoryTests"), "FactoryTests.dll"), "--nologo"], Tree.Root, variables);
}
