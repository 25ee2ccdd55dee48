using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>The framework's own switches against hosting startups close every way in, not only the hosting startup.</summary>
public sealed class PreventedTests
{
    private const string Worker = "LastingWorker";

    // Of two hosts in one process the first listens at URLS_A; nobody else knows it.
    private static readonly string[] Hosts =
    [
        "EmptyWeb", "Slim", "Empty", "GenericHost", "ClassicDefault", "ClassicStartup", "LegacyMvc", "TwoHosts", "Packaged",
        "SelfContained", "SingleFile", "SingleFileSelfContained", "ReadyToRun",
    ];

    private static readonly (string Name, string Value)[] Switches =
    [
        ("ASPNETCORE_PREVENTHOSTINGSTARTUP", "true"),
        ("ASPNETCORE_PREVENTHOSTINGSTARTUP", "1"),
        ("ASPNETCORE_HOSTINGSTARTUPEXCLUDEASSEMBLIES", "Other;" + DropIn.HostingStartup),
    ];

    public static TheoryData<string, string> OfWorkers
    {
        get
        {
            var cases = new TheoryData<string, string>();
            Array.ForEach(Switches, one => cases.Add(one.Name, one.Value));
            return cases;
        }
    }

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
        await using var app = await AppProcess.StartWithDropInAndAsync(host, [(name, value), ("URLS_A", "http://127.0.0.1:0")]);

        Assert.Equal(HttpStatusCode.OK, await app.GetAsync("/"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
        Assert.DoesNotContain("AspNetCorePrometheus.Instrumentation", await File.ReadAllTextAsync($"/proc/{app.Process.Id}/maps"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Empty(app.Process.ErrorLines);
    }

    [Theory]
    [MemberData(nameof(OfWorkers))]
    public async Task A_worker_that_keeps_hosting_startups_out_has_no_page_at_the_own_port(string name, string value)
    {
        var port = Ports.Free();
        var variables = DropIn.Variables(("Port", $"{port}"));
        variables[name] = value;
        var (file, arguments) = AppProcess.Command(Worker);
        await using var worker = ChildProcess.Start(file, arguments, Tree.Host(Worker), variables);

        Assert.True(await Deadline.MetAsync(() => Task.FromResult(worker.OutputLines.Contains("working"))));
        Assert.False(await Ports.AcceptsAsync(port));
        Assert.DoesNotContain("AspNetCorePrometheus.Instrumentation", await File.ReadAllTextAsync($"/proc/{worker.Id}/maps"));
        Assert.Equal(0, await worker.StopAsync());
        Assert.Empty(worker.ErrorLines);
    }
}
