using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

public sealed class BuildTests
{
    private const string Host = "EmptyWeb";

    [Fact]
    public async Task A_build_with_the_variables_exported_works_and_prints_nothing_more()
    {
        var alone = await BuildAsync([]);
        var entered = await BuildAsync(DropIn.Variables());

        Assert.Equal(alone, entered);
        Assert.Contains(entered, line => line.Contains("0 Warning(s)", StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<string>> BuildAsync(Dictionary<string, string> variables)
    {
        var folder = Tree.NewTemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Tree.Root, "test", "Hosts", Host)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        variables["DOTNET_NOLOGO"] = "1";
        variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        variables["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false";
        variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";

        // No node and no compiler server may stay behind, or come from a build that had other variables.
        await using var build = await ChildProcess.RunAsync(
            "dotnet",
            [
                "build", "--nologo", "-tl:off", "-nodeReuse:false",
                "-p:UseSharedCompilation=false", "-p:NuGetAudit=false",
            ],
            folder,
            variables);

        Assert.True(await build.ExitCodeAsync(Deadline.Default) == 0, build.Transcript);
        Assert.Empty(build.ErrorLines);
        Directory.Delete(folder, recursive: true);
        return
        [
            .. build.OutputLines
                .Where(line => !line.StartsWith("Time Elapsed", StringComparison.Ordinal)
                    && !line.Contains("Restored ", StringComparison.Ordinal))
                .Select(line => line.Replace(folder, string.Empty, StringComparison.Ordinal)),
        ];
    }
}
