using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

/// <summary>
/// <c>dotnet watch</c> is a web host itself, and starts the application with values of its own in both variables: the drop-in enters
/// neither, and disturbs nothing.
/// </summary>
public sealed class WatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_watched_application_is_reloaded_when_its_source_changes_and_the_drop_in_is_not_heard_of()
    {
        var folder = Tree.NewTemporaryFolder();
        var source = await CopyAsync("EmptyWeb", folder);
        var port = Ports.Free();
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        await using (var watch = ChildProcess.Start("dotnet", ["watch", "--non-interactive", "run"], folder, Variables(port)))
        {
            Assert.True(await AnswersAsync(client, "Hello World!"), watch.Transcript);
            await File.WriteAllTextAsync(source, (await File.ReadAllTextAsync(source)).Replace("Hello World!", "Hello again!", StringComparison.Ordinal));
            Assert.True(await AnswersAsync(client, "Hello again!"), watch.Transcript);

            using var page = await client.GetAsync(new Uri(DropIn.PagePath, UriKind.Relative));
            await watch.KillTreeAsync();

            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
            Assert.DoesNotContain(watch.ErrorLines.Concat(watch.OutputLines), line => line.Contains("AspNetCorePrometheus", StringComparison.Ordinal));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> CopyAsync(string host, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Tree.Root, "test", "Hosts", host)))
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, Path.GetFileName(file)), await File.ReadAllBytesAsync(file));
        }

        return Path.Combine(folder, "Program.cs");
    }

    private static Dictionary<string, string> Variables(int port)
    {
        var variables = DropIn.Variables();
        variables["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        variables["DOTNET_NOLOGO"] = "1";
        variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        variables["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        variables["MSBUILDDISABLENODEREUSE"] = "1";
        variables["UseSharedCompilation"] = "false";
        variables["NuGetAudit"] = "false";
        variables["DOTNET_WATCH_RESTART_ON_RUDE_EDIT"] = "1";
        return variables;
    }

    private static Task<bool> AnswersAsync(HttpClient client, string text) => Deadline.MetAsync(
        async () =>
        {
            try
            {
                return await client.GetStringAsync(new Uri("/", UriKind.Relative)) == text;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        Limit);
}
