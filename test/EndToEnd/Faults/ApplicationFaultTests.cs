using System.Net;
using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Faults;

/// <summary>Faults around the drop-in: in the application, in its meters, and in the place for the log.</summary>
public sealed partial class ApplicationFaultTests
{
    [Theory]
    [InlineData("throw")]
    [InlineData("exit")]
    public async Task An_application_that_crashes_at_its_start_ends_with_its_own_status_and_words(string how)
    {
        var alone = await RunAsync(how, []);
        var measured = await RunAsync(how, DropIn.Variables());

        Assert.NotEqual(0, alone.Status);
        Assert.Equal(alone, measured);
    }

    [Fact]
    public async Task A_log_file_without_room_falls_back_to_standard_error()
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("LogFile", "/dev/full"), ("LogLevel", "Debug"));

        Assert.Equal("Hello World!", await app.Client.GetStringAsync("/"));
        Assert.True((await app.ScrapeAsync()).HasFamily("aspnetcore_prometheus_build_info"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Single(app.Process.ErrorLines, line => line.Contains("[12]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_standard_error_without_room_is_no_reason_to_fail()
    {
        var (file, arguments) = AppProcess.Command("EmptyWeb");
        await using var app = await AppProcess.StartCommandAsync(
            "EmptyWeb", "/bin/sh", ["-c", "exec \"$0\" \"$@\" 2> /dev/full", file, .. arguments], DropIn.Variables(("LogLevel", "Debug")));

        Assert.Equal("Hello World!", await app.Client.GetStringAsync("/"));
        Assert.True((await app.ScrapeAsync()).HasFamily("aspnetcore_prometheus_build_info"));
        Assert.Equal(0, await app.Process.StopAsync());
    }

    [Fact]
    public async Task Callbacks_that_throw_and_illegal_names_leave_a_page_that_parses()
    {
        await using var app = await AppProcess.StartWithDropInAsync("BadMeters", ("LogLevel", "Debug"));
        for (var i = 0; i < 3; i++)
        {
            await app.ScrapeAsync();
        }

        var page = await app.ScrapeAsync();
        Assert.Equal(3, page.Sum("good_total"));
        Assert.True(page.Value("aspnetcore_prometheus_instrumentation_errors_total", ("instrumentation", "observable_callback")) >= 3);
        Assert.DoesNotContain("secret-in-a-callback", page.Text, StringComparison.Ordinal);
        Assert.Equal("well", await app.Client.GetStringAsync("/"));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Single(app.Process.ErrorLines, line => line.Contains("error [20]", StringComparison.Ordinal));
        Assert.DoesNotContain("secret-in-a-callback", app.Process.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrapes_while_the_host_starts_and_stops_get_a_whole_page_or_none()
    {
        using var gate = new Gate();
        var ownPort = Ports.Free();
        var starting = AppProcess.StartWithDropInAndAsync(
            "Stalling", [("LATE_GATE", gate.Port)], ("Port", $"{ownPort}"), ("Address", "127.0.0.1"));
        using var client = new HttpClient();
        using var ended = new CancellationTokenSource();
        var whole = 0;
        var scrapers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!ended.IsCancellationRequested)
            {
                if (await TryReadAsync(client, ownPort) is { } text)
                {
                    Assert.True(PageParser.ParseText(text).HasFamily("aspnetcore_prometheus_build_info"));
                    Interlocked.Increment(ref whole);
                }
            }
        })).ToList();

        var hasPages = await Deadline.MetAsync(() => Task.FromResult(Volatile.Read(ref whole) > 0), Deadline.Default / 2);
        gate.Open();
        await using var app = await starting;
        Assert.True(hasPages, "no page before the host has started");
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(Volatile.Read(ref whole) > 20)));
        Assert.Equal(0, await app.Process.StopAsync());
        await ended.CancelAsync();
        await Task.WhenAll(scrapers);
        Assert.DoesNotContain("error [", app.Process.Transcript, StringComparison.Ordinal);
    }

    private static async Task<string?> TryReadAsync(HttpClient client, int port)
    {
        try
        {
            using var answer = await client.GetAsync($"http://127.0.0.1:{port}{DropIn.PagePath}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            await Task.Delay(20);
            return null;
        }
    }

    private static async Task<(int Status, string Words)> RunAsync(string how, Dictionary<string, string> variables)
    {
        variables["CRASH"] = how;
        variables["DOTNET_DbgEnableMiniDump"] = "0";
        var (file, arguments) = AppProcess.Command("BadMeters");
        await using var run = await ChildProcess.RunAsync(file, arguments, Tree.Host("BadMeters"), variables);
        return (await run.ExitCodeAsync(Deadline.Default), AddressPattern().Replace(run.Transcript, string.Empty));
    }

    [GeneratedRegex("0x[0-9a-fA-F]+")]
    private static partial Regex AddressPattern();
}
