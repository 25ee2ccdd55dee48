using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Processes;

/// <summary>The folder as operators handle it: read-only, under another user, upgraded under running processes, switched off.</summary>
public sealed class OperationsTests : IDisposable
{
    private const string Requests = "http_server_request_duration_seconds_count";

    private readonly string _folder = Tree.NewTemporaryFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("EmptyWeb")]
    [InlineData("ClassicDefault")]
    [InlineData("SingleFileSelfContained")]
    public async Task The_kill_switch_loads_nothing_but_the_shell(string host)
    {
        await using var app = await AppProcess.StartWithDropInAsync(host, ("Enabled", "false"));
        await app.GetAsync("/", 2);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
        Assert.Equal(
            ["AspNetCorePrometheus.HostingStartup.dll", "AspNetCorePrometheus.StartupHook.dll"],
            Loaded(app).Where(file => file.StartsWith(Tree.Home, StringComparison.Ordinal)).Select(Path.GetFileName).Order());
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Empty(app.Process.ErrorLines);
    }

    [Fact]
    public async Task A_running_process_keeps_its_version_when_the_link_is_switched_and_the_old_folder_goes()
    {
        var link = Path.Combine(_folder, "current");
        var old = CopyHome("1");
        File.CreateSymbolicLink(link, old);
        var variables = DropIn.Variables();
        variables[DropIn.HooksVariable] = Path.Combine(link, Path.GetFileName(DropIn.Hook));
        await using var app = await AppProcess.StartAsync("EmptyWeb", variables);

        // What the link leads to now has none of our files: whoever looked there would fail.
        File.Delete(link);
        File.CreateSymbolicLink(link, Directory.CreateDirectory(Path.Combine(_folder, "2")).FullName);
        await app.GetAsync("/", 2);
        await app.ScrapeAsync();
        Directory.Delete(old, recursive: true);
        await app.GetAsync("/", 2);

        var page = await app.ScrapeUntilAsync(page => page.Sum(Requests) >= 4);
        Assert.Equal(4, page.Sum(Requests));
        Assert.Equal(4, (await app.ScrapeOpenMetricsAsync()).Sum(Requests));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Contains(DropIn.PagePath, Assert.Single(app.Process.ErrorLines), StringComparison.Ordinal);
    }

    // Its first page, every format, compression, the own port and each push come after the folder has gone.
    [Fact]
    public async Task A_process_that_has_loaded_its_parts_needs_the_folder_no_longer_for_anything()
    {
        using var receiver = OtlpReceiver.Start();
        var ownPort = Ports.Free();
        var home = CopyHome("1");
        var variables = DropIn.Variables(
            ("OtlpEndpoint", receiver.Endpoint), ("Port", $"{ownPort}"), ("Address", "127.0.0.1"), ("NativeHistograms", "true"), ("Created", "true"));
        variables[DropIn.HooksVariable] = Path.Combine(home, Path.GetFileName(DropIn.Hook));
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        variables["OTEL_EXPORTER_OTLP_COMPRESSION"] = "gzip";
        await using var app = await AppProcess.StartAsync("EmptyWeb", variables);
        string[] parts = [.. Directory.EnumerateFiles(home, "OpenTelemetry*.dll", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Distinct()];
        Assert.Equal(3, parts.Length);
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(parts.All(Loaded(app).Select(file => Path.GetFileName(file)).Contains))));

        Directory.Delete(home, recursive: true);
        await app.GetAsync("/", 2);

        Assert.Equal(2, (await app.ScrapeUntilAsync(page => page.Sum(Requests) >= 2)).Sum(Requests));
        Assert.Equal(2, (await app.ScrapeOpenMetricsAsync()).Sum(Requests));
        foreach (var port in new[] { app.Port, ownPort })
        {
            foreach (var accept in new[] { "text/plain;version=1.0.0", "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}{DropIn.PagePath}");
                request.Headers.TryAddWithoutValidation("Accept", accept);
                request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
                using var answer = await app.Client.SendAsync(request);
                Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
                Assert.Equal(accept.Split(';')[0], answer.Content.Headers.ContentType!.MediaType);
            }
        }

        var before = receiver.Exports.Count;
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(receiver.Exports.Count >= before + 2)), app.Process.Transcript);
        Assert.Equal(0, (await app.ScrapeAsync()).Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Single(app.Process.ErrorLines);
    }

    // The images that were compiled ahead are refused on any other platform: there the folder must do without them.
    [Fact]
    public async Task The_folder_works_without_the_images_that_were_compiled_ahead()
    {
        var home = CopyHome("any");
        foreach (var ahead in Directory.GetDirectories(Path.Combine(home, "net10.0")))
        {
            Directory.Delete(ahead, recursive: true);
        }

        var variables = DropIn.Variables();
        variables[DropIn.HooksVariable] = Path.Combine(home, Path.GetFileName(DropIn.Hook));
        await using var app = await AppProcess.StartAsync("EmptyWeb", variables);
        await app.GetAsync("/");

        var page = await app.ScrapeUntilAsync(page => page.Sum(Requests) >= 1);

        Assert.Equal(1, page.Value(Requests, ("http_route", "/")));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    [Fact]
    public void The_images_that_any_platform_loads_hold_no_machine_code() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Tree.Home, "net10.0"), "*.dll").Append(DropIn.Hook),
        file =>
        {
            using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
            Assert.Equal(System.Reflection.PortableExecutable.Machine.I386, reader.PEHeaders.CoffHeader.Machine);
            Assert.True(reader.PEHeaders.CorHeader!.Flags.HasFlag(System.Reflection.PortableExecutable.CorFlags.ILOnly));
        });

    // Without a right to mount, an ordinary user's rights are what is tried.
    [Theory]
    [InlineData("EmptyWeb")]
    [InlineData("SingleFileSelfContained")]
    public async Task A_process_of_another_user_on_a_read_only_file_system_has_its_page(string host)
    {
        var (file, arguments) = AppProcess.Command(host);
        string[] command = [file, .. arguments];
        var readOnly = "mount -o remount,ro,bind / && exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"";
        string[] started = Environment.UserName == "root"
            ? ["unshare", "--mount", "sh", "-c", readOnly, "sh", .. command]
            : command;
        var variables = DropIn.Variables();
        variables["TMPDIR"] = "/proc";
        variables["HOME"] = "/nonexistent";
        await using var app = await AppProcess.StartCommandAsync(host, started[0], started[1..], variables);
        await app.GetAsync("/", 2);

        var page = await app.ScrapeUntilAsync(page => page.Sum(Requests) >= 2);

        Assert.Equal(2, page.Value(Requests, ("http_route", "/")));
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Contains(DropIn.PagePath, Assert.Single(app.Process.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checksums_of_the_folder_hold()
    {
        await using var check = await ChildProcess.RunAsync("sha256sum", ["-c", "SHA256SUMS"], Tree.Home);

        Assert.True(await check.ExitCodeAsync(Deadline.Default) == 0, check.Transcript);
        var named = (await File.ReadAllLinesAsync(Path.Combine(Tree.Home, "SHA256SUMS"))).Select(line => line[(line.IndexOf("./", StringComparison.Ordinal) + 2)..]);
        var there = Directory.EnumerateFiles(Tree.Home, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Tree.Home, file)).Where(file => file != "SHA256SUMS");
        Assert.Equal(there.Order(), named.Order());
    }

    [Fact]
    public async Task The_same_files_make_the_same_archive_whoever_packs_them_and_when()
    {
        var copy = CopyHome("copy");
        await using var touch = await ChildProcess.RunAsync(
            "sh", ["-c", "chmod -R go-rwx . && find . -exec touch -d 2001-02-03 {} +"], copy);
        Assert.True(await touch.ExitCodeAsync(Deadline.Default) == 0, touch.Transcript);

        var archive = await PackAsync(Tree.Home);
        Assert.Equal(archive, await PackAsync(copy));
        await File.AppendAllTextAsync(Path.Combine(copy, "VERSION"), " ");
        Assert.NotEqual(archive, await PackAsync(copy));
    }

    private async Task<byte[]> PackAsync(string folder)
    {
        var archive = Path.Combine(_folder, "packed.tar.gz");
        await using var pack = await ChildProcess.RunAsync(Path.Combine(Tree.Root, "build.sh"), ["--pack", folder, archive], _folder);
        Assert.True(await pack.ExitCodeAsync(Deadline.Default) == 0, pack.Transcript);
        return await File.ReadAllBytesAsync(archive);
    }

    private static IReadOnlyList<string> Loaded(AppProcess app) =>
    [
        .. File.ReadLines($"/proc/{app.Process.Id}/maps").Where(line => line.EndsWith(".dll", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct(),
    ];

    private string CopyHome(string name)
    {
        var copy = Path.Combine(_folder, name);
        foreach (var file in Directory.EnumerateFiles(Tree.Home, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Tree.Home, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }
}
