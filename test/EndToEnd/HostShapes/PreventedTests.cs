using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>The framework's own switches against hosting startups close every way in, not only the hosting startup.</summary>
public sealed class PreventedTests
{
    private static readonly string[] Hosts =
        ["EmptyWeb", "Slim", "Empty", "GenericHost", "ClassicDefault", "ClassicStartup", "SingleFileSelfContained"];

    private static readonly (string Name, string Value)[] Switches =
    [
        ("ASPNETCORE_PREVENTHOSTINGSTARTUP", "true"),
        ("ASPNETCORE_PREVENTHOSTINGSTARTUP", "1"),
        ("ASPNETCORE_HOSTINGSTARTUPEXCLUDEASSEMBLIES", "Other;" + DropIn.HostingStartup),
    ];

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var host in Hosts)
            {
                foreach (var (name, value) in Switches)
                {
                    cases.Add(host, name, value);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_host_that_keeps_hosting_startups_out_has_no_page_and_no_instrumentation(string host, string name, string value)
    {
        await using var app = await AppProcess.StartWithDropInAndAsync(host, [(name, value)]);

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
        Assert.DoesNotContain("AspNetCorePrometheus.Instrumentation", await File.ReadAllTextAsync($"/proc/{app.Process.Id}/maps"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Empty(app.Process.ErrorLines);
    }
}
