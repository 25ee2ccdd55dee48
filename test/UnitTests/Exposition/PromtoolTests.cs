using System.Diagnostics;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class PromtoolTests
{
    // What promtool's linter says of names that conventions or the scenario force; everything else is a defect.
    private static readonly Dictionary<string, string[]> Known = new()
    {
        ["requests"] = [],
        ["info"] = ["something_unknown no help text"],
        ["escaping"] = [],
        ["units"] = ["wait_milliseconds_total use base unit \"seconds\" instead of \"milliseconds\""],
        ["collisions"] = ["a_b_c_d_e metric names should not contain abbreviated units"],
        ["values"] = [],
        ["details"] = [],
    };

    public static TheoryData<string> Names => [.. Scenarios.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Promtool_finds_nothing_on_a_text_page_but_what_its_names_force(string scenario)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", "check metrics")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await using (var input = promtool.StandardInput)
        {
            await input.WriteAsync(Golden.Read($"{scenario}.prometheus.txt"));
        }

        var output = promtool.StandardOutput.ReadToEndAsync();
        var findings = await promtool.StandardError.ReadToEndAsync() + await output;
        await promtool.WaitForExitAsync();

        Assert.Equal(Known[scenario], findings.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Order());
    }
}
