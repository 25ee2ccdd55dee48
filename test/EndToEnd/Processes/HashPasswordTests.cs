using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

public sealed class HashPasswordTests
{
    private static string Tool => Path.Combine(Tree.Home, "hash-password");

    [Fact]
    public async Task A_password_on_standard_input_becomes_one_line_with_a_salt_of_its_own()
    {
        var lines = new[] { await RunAsync("printf 'secret\\n' | \"$0\""), await RunAsync("printf secret | \"$0\"") };

        Assert.All(lines, line => Assert.Matches(@"^pbkdf2-sha256\$600000\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$", line));
        Assert.NotEqual(lines[0], lines[1]);
    }

    [Theory]
    [InlineData("\"$0\" secret < /dev/null")]
    [InlineData("\"$0\" < /dev/null")]
    [InlineData("echo | \"$0\"")]
    public async Task No_password_or_one_among_the_arguments_is_an_error(string command)
    {
        await using var process = await ChildProcess.RunAsync("sh", ["-c", command, Tool], Path.GetTempPath());

        Assert.NotEqual(0, await process.ExitCodeAsync(Deadline.Default));
        Assert.Empty(process.OutputLines);
        Assert.DoesNotContain(process.ErrorLines, line => line.Contains("secret", StringComparison.Ordinal));
    }

    private static async Task<string> RunAsync(string command)
    {
        await using var process = await ChildProcess.RunAsync("sh", ["-c", command, Tool], Path.GetTempPath(), DropIn.Variables());
        return Assert.Single(process.OutputLines);
    }
}
