using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>EF Core's own tool, with both variables exported: it is a .NET program that starts others, the application's host among them.</summary>
public sealed partial class DotnetEfTests
{
    private const string Host = "Notes";

    // The last one fails: the project has no snapshot of its model.
    private static readonly string[][] Commands =
    [
        ["dbcontext", "info"], ["migrations", "list"], ["migrations", "script"], ["database", "update"], ["migrations", "list"], ["migrations", "remove"],
    ];

    /// <summary>A source without the package, and one that nobody answers at.</summary>
    [Theory]
    [InlineData("empty", "is not found in NuGet feeds")]
    [InlineData("http://127.0.0.1:1/index.json", "Unable to load the service index")]
    public async Task Where_the_tool_cannot_be_had_its_test_is_skipped_and_says_why(string source, string reason)
    {
        var folder = Tree.NewTemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder, "empty"));
        var sources = Path.Combine(folder, "sources.config");
        await File.WriteAllTextAsync(sources, $"""
            <configuration>
              <packageSources><clear /><add key="only" value="{source}" allowInsecureConnections="true" /></packageSources>
            </configuration>
            """);

        var why = await DotnetEf.InstallAsync(Path.Combine(folder, "tools"), "--configfile", sources);

        Assert.StartsWith("dotnet-ef ", why, StringComparison.Ordinal);
        Assert.Contains(reason, why, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [DotnetEfFact]
    public async Task Every_command_writes_does_and_ends_as_without_the_drop_in()
    {
        Assert.Null(await DotnetEf.Installation);
        var folder = Tree.NewTemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Tree.Root, "test", "Hosts", Host)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await RunAsync("dotnet", ["build", "--nologo", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false"], folder, []);

        var alone = await RunAllAsync(folder, []);
        var entered = await RunAllAsync(folder, DropIn.Variables());

        Assert.Equal(alone, entered);
        Assert.Equal(["0", "0", "0", "0", "0", "1"], alone.Select(run => run[0]));
        Assert.Contains("20240101000000_CreateNotes (Pending)", alone[1]);
        Assert.Contains("20240101000000_CreateNotes", alone[4]);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<List<List<string>>> RunAllAsync(string folder, Dictionary<string, string> variables)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "notes.db*"))
        {
            File.Delete(file);
        }

        var runs = new List<List<string>>();
        foreach (var command in Commands)
        {
            await using var run = await ChildProcess.RunAsync(
                DotnetEf.Command, [.. command, "--no-build"], folder, Quiet(variables), DotnetEf.Limit);
            runs.Add([$"{await run.ExitCodeAsync(DotnetEf.Limit)}", .. run.OutputLines.Concat(run.ErrorLines).Select(line => Milliseconds().Replace(line, "ms"))]);
        }

        return runs;
    }

    private static async Task RunAsync(string file, string[] arguments, string folder, Dictionary<string, string> variables)
    {
        await using var run = await ChildProcess.RunAsync(file, arguments, folder, Quiet(variables), DotnetEf.Limit);
        Assert.True(await run.ExitCodeAsync(DotnetEf.Limit) == 0, run.Transcript);
    }

    private static Dictionary<string, string> Quiet(Dictionary<string, string> variables) => new(variables)
    {
        ["DOTNET_NOLOGO"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["NuGetAudit"] = "false",

        // The tool does not wait until the host's log is written.
        ["Logging__LogLevel__Default"] = "Warning",
    };

    [GeneratedRegex("[0-9,.]+ ?ms")]
    private static partial Regex Milliseconds();
}
