using System.Globalization;
using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

/// <summary>What a client sees, byte for byte on the wire, is the same with and without the drop-in.</summary>
public sealed partial class SameResponseTests
{
    private static readonly string[] SemanticsPaths =
    [
        "/sync", "/async", "/items/1", "/known-answer", "/stream", "/json", "/charset/latin1", "/charset/utf16",
        "/charset/odd", "/charset/none", "/file", "/sendfile", "/bodywriter", "/body-swap", "/boom/1", "/boom-async",
        "/mw-boom", "/missing/1", "/nowhere", "/nometrics", "/tags", "/branch", "/head", "/abort",
    ];

    [Fact]
    public async Task Every_endpoint_of_the_sample_answers_the_same_bytes()
    {
        await using var alone = await AppProcess.StartAsync("Shop");
        await using var measured = await AppProcess.StartWithDropInAsync("Shop");

        var answers = await ShopTraffic.SendAsync(alone);

        Assert.Equal(
            ShopTraffic.Statuses,
            answers.Select(answer => int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture)));
        AssertSame(ShopTraffic.Requests, answers, await ShopTraffic.SendAsync(measured));
    }

    [Theory]
    [InlineData("Mvc", "/", "/Home/Privacy", "/Home/Throw", "/Home/BadView", "/api/items/1", "/About", "/a/b/c/d")]
    [InlineData("LegacyMvc", "/", "/Home/Details/5", "/Home/Throw", "/legacy/items/4", "/nothing/at/all/here")]
    [InlineData("Slim", "/", "/todos/1", "/todos/9", "/nothing")]
    [InlineData("Empty", "/", "/items/3", "/nothing")]
    [InlineData("ClassicStartup", "/", "/items/3", "/nothing")]
    public async Task Hosts_of_other_shapes_answer_the_same_bytes(string name, params string[] paths)
    {
        await using var alone = await AppProcess.StartAsync(name);
        await using var measured = await AppProcess.StartWithDropInAsync(name);
        List<string> requests = [.. paths.Select(path => RawHttp.Request("GET", path))];

        AssertSame(requests, await SendAsync(alone, requests), await SendAsync(measured, requests));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task An_exception_that_nobody_handles_answers_the_same_bytes_and_logs_no_frame_of_ours(string environment)
    {
        var variables = DropIn.Variables();
        variables["HANDLER"] = "0";
        variables["ASPNETCORE_ENVIRONMENT"] = environment;
        await using var alone = await AppProcess.StartAsync(
            "Requests", new() { ["HANDLER"] = "0", ["ASPNETCORE_ENVIRONMENT"] = environment });
        await using var measured = await AppProcess.StartAsync("Requests", variables);
        string[] requests =
        [
            RawHttp.Request("GET", "/boom/1"), RawHttp.Request("GET", "/boom-async"),
            RawHttp.Request("GET", "/mw-boom"), RawHttp.Request("GET", "/boom-async", "Accept: text/html\r\n"),
        ];

        AssertSame(requests, await SendAsync(alone, requests), await SendAsync(measured, requests));
        await Deadline.MetAsync(() => Task.FromResult(
            measured.Process.OutputLines.Count(line => line.Contains("Exception: ", StringComparison.Ordinal)) >= 4));
        Assert.DoesNotContain(
            measured.Process.OutputLines, line => line.Contains("AspNetCorePrometheus", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    public async Task Every_way_to_write_a_body_answers_the_same_bytes_compressed_or_not(string compress)
    {
        var variables = DropIn.Variables();
        variables["COMPRESS"] = compress;
        await using var alone = await AppProcess.StartAsync("Requests", new() { ["COMPRESS"] = compress });
        await using var measured = await AppProcess.StartAsync("Requests", variables);
        List<string> requests =
        [
            .. SemanticsPaths.Select(path => RawHttp.Request("GET", path, "Accept-Encoding: gzip\r\n")),
            .. SemanticsPaths.Select(path => RawHttp.Request("HEAD", path)),
            RawHttp.Request("GET", "/file", "Range: bytes=10-19\r\n"),
            RawHttp.Request("POST", "/known", body: new string('k', 1000)),
            RawHttp.Chunked("POST", "/chunked-up", new('a', 2000), new('b', 3000)),
            RawHttp.Chunked("POST", "/pipe-up", new('a', 2000), new('b', 3000)),
            RawHttp.Request("POST", "/partial-read", body: new string('p', 100)),
            RawHttp.Request("POST", "/unread", body: new string('u', 100)),
            RawHttp.Request("POST", "/sync", body: ""),
        ];

        AssertSame(requests, await SendAsync(alone, requests), await SendAsync(measured, requests));
    }

    private static async Task<IReadOnlyList<string>> SendAsync(AppProcess app, IEnumerable<string> requests)
    {
        var answers = new List<string>();
        foreach (var request in requests)
        {
            answers.Add(await RawHttp.ExchangeAsync(app.Port, request));
        }

        return answers;
    }

    private static void AssertSame(
        IReadOnlyList<string> requests, IReadOnlyList<string> alone, IReadOnlyList<string> measured)
    {
        for (var i = 0; i < requests.Count; i++)
        {
            Assert.True(
                alone[i].StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || IsAborted(requests[i]), requests[i]);
            Assert.Equal($"{requests[i]}\n{Comparable(alone[i])}", $"{requests[i]}\n{Comparable(measured[i])}");
        }
    }

    private static bool IsAborted(string request) => request.Contains(" /abort ", StringComparison.Ordinal);

    private static string Comparable(string answer) => DateHeader().Replace(answer, string.Empty);

    [GeneratedRegex("(?<=\r\n)Date: [^\r]*\r\n")]
    private static partial Regex DateHeader();
}
