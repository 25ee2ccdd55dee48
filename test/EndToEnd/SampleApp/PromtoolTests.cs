using System.Diagnostics;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

public sealed class PromtoolTests(ShopRun shop) : IClassFixture<ShopRun>
{
    [Fact]
    public async Task Promtool_finds_only_what_the_conventions_names_force()
    {
        var committed = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "promtool-findings.txt"));

        var found = await CheckAsync(shop.Page.Text);

        Assert.Equal(committed.Where(line => line.Length > 0 && line[0] != '#').Order(), found.Order());
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(string page)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = promtool.StandardError.ReadToEndAsync();
        var output = promtool.StandardOutput.ReadToEndAsync();
        await promtool.StandardInput.WriteAsync(page);
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return [.. (await output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
