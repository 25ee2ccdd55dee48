using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.TestOtlp;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Serving;

public sealed class WorkerTests
{
    private const string Host = "LastingWorker";

    [Fact]
    public async Task A_worker_without_a_server_has_its_page_at_the_own_port()
    {
        var port = Ports.Free();
        await using var worker = Start(("Port", $"{port}"), ("Address", "127.0.0.1"));
        Assert.Contains(OwnPort.Url(port), await OwnPort.StartLineAsync(worker), StringComparison.Ordinal);

        Page page = null!;
        Assert.True(await Deadline.MetAsync(async () => (page = await OwnPort.ScrapeAsync(port)).Has("jobs_done_total")), page.Text);
        Assert.Equal(3, page.Value("jobs_done_total"));
        Assert.True(page.HasFamily("process_cpu_seconds_total"));
        Assert.Equal(0, await worker.StopAsync());
        Assert.Single(worker.ErrorLines);
    }

    [Fact]
    public async Task A_worker_without_a_port_says_why_it_has_no_page()
    {
        await using var worker = Start();

        Assert.Contains("no page: this host has no server, and neither Port nor OtlpEndpoint is set", await OwnPort.StartLineAsync(worker), StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync());
        Assert.Single(worker.ErrorLines);
    }

    [Fact]
    public async Task A_worker_without_a_port_is_entered_to_push()
    {
        using var receiver = OtlpReceiver.Start();
        var variables = DropIn.Variables(("OtlpEndpoint", receiver.Endpoint));
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "200";
        await using var worker = Start(variables);

        Assert.Contains("no page: no own port is open", await OwnPort.StartLineAsync(worker), StringComparison.Ordinal);
        Assert.True(
            await Deadline.MetAsync(() => Task.FromResult(
                receiver.Exports is [.., var last] && PageWords.Samples(Push.Parser.ParseFrom(last)).GetValueOrDefault("jobs_done_total{}") == 3)),
            worker.Transcript);
        Assert.Equal(0, await worker.StopAsync());
        Assert.Single(worker.ErrorLines);
    }

    [Fact]
    public async Task A_worker_that_is_switched_off_says_nothing()
    {
        await using var worker = Start(("Enabled", "false"), ("Port", $"{Ports.Free()}"));

        Assert.True(await Deadline.MetAsync(() => Task.FromResult(worker.OutputLines.Contains("working"))));
        Assert.Equal(0, await worker.StopAsync());
        Assert.Empty(worker.ErrorLines);
    }

    private static ChildProcess Start(params (string Key, string Value)[] settings) => Start(DropIn.Variables(settings));

    private static ChildProcess Start(Dictionary<string, string> variables)
    {
        var (file, arguments) = AppProcess.Command(Host);
        return ChildProcess.Start(file, arguments, Tree.Host(Host), variables);
    }
}
