using System.Text;
using AspNetCorePrometheus.Instrumentation.Serving.OwnPort;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Serving.OwnPort;

public sealed class RequestHeadParserTests
{
    private const string Start = "GET /metrics HTTP/1.1\r\nHost: a";

    [Fact]
    public void A_request_is_read()
    {
        var head = Parse("GET /a%20b?name[]=x&y HTTP/1.1\r\nhost: h:1\r\nAccept:  text/plain \r\nAccept: */*\r\nX-Empty:");

        Assert.Equal(("GET", "/a b", "?name[]=x&y", "HTTP/1.1"), (head.Method, head.Path, head.Query, head.Protocol));
        Assert.Equal("text/plain,*/*", head.Headers.Accept.ToString());
        Assert.Empty(head.Headers["x-empty"].ToString());
        Assert.False(head.IsLast);
    }

    [Theory]
    [InlineData("GET http://host:80/metrics?a HTTP/1.1", "/metrics", "?a")]
    [InlineData("GET https://host HTTP/1.1", "/", "")]
    [InlineData("GET http://host?a HTTP/1.1", "/", "?a")]
    [InlineData("OPTIONS * HTTP/1.1", "*", "")]
    [InlineData("GET //metrics HTTP/1.1", "//metrics", "")]
    public void The_target_has_several_forms(string line, string path, string query)
    {
        var head = Parse(line + "\r\nHost: a");

        Assert.Equal((path, query), (head.Path, head.Query));
    }

    [Theory]
    [InlineData("HTTP/1.1", "", false)]
    [InlineData("HTTP/1.1", "\r\nConnection: Close", true)]
    [InlineData("HTTP/1.1", "\r\nConnection: keep-alive, close", true)]
    [InlineData("HTTP/1.1", "\r\nConnection: keep-alive", false)]
    [InlineData("HTTP/1.0", "\r\nConnection: keep-alive", true)]
    [InlineData("HTTP/1.1", "\r\nContent-Length: 0", false)]
    [InlineData("HTTP/1.1", "\r\nContent-Length: 7", true)]
    [InlineData("HTTP/1.1", "\r\nTransfer-Encoding: chunked", true)]
    public void A_connection_is_kept_where_it_is_clear_where_the_next_request_begins(string protocol, string headers, bool isLast) =>
        Assert.Equal(isLast, Parse($"GET / {protocol}\r\nHost: a{headers}").IsLast);

    [Theory]
    [InlineData("")]
    [InlineData("GET")]
    [InlineData("GET /")]
    [InlineData("GET  / HTTP/1.1\r\nHost: a")]
    [InlineData("GET / HTTP/1.1 \r\nHost: a")]
    [InlineData(" GET / HTTP/1.1\r\nHost: a")]
    [InlineData("G\tT / HTTP/1.1\r\nHost: a")]
    [InlineData("GET metrics HTTP/1.1\r\nHost: a")]
    [InlineData("GET ftp://a/ HTTP/1.1\r\nHost: a")]
    [InlineData("GET /\u0001 HTTP/1.1\r\nHost: a")]
    [InlineData("GET /\u00e4 HTTP/1.1\r\nHost: a")]
    [InlineData("GET / http/1.1\r\nHost: a")]
    [InlineData("GET / HTTP/11\r\nHost: a")]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b")]
    [InlineData(Start + "\r\n folded")]
    [InlineData(Start + "\r\nNoColon")]
    [InlineData(Start + "\r\n: empty")]
    [InlineData(Start + "\r\nName : value")]
    [InlineData(Start + "\r\nNa me: value")]
    [InlineData(Start + "\r\nName: a\nOther: b")]
    [InlineData(Start + "\r\nName: a\rOther: b")]
    [InlineData(Start + "\r\nName: a\0b")]
    [InlineData(Start + "\r\nContent-Length: -1")]
    [InlineData(Start + "\r\nContent-Length: +1")]
    [InlineData(Start + "\r\nContent-Length: 1\r\nContent-Length: 1")]
    [InlineData(Start + "\r\nContent-Length: 1, 1")]
    [InlineData(Start + "\r\nContent-Length: 99999999999999999999")]
    public void What_a_careful_client_never_sends_is_a_bad_request(string head) =>
        Assert.Equal(400, Assert.Throws<BadRequestException>(() => Parse(head)).Status);

    [Theory]
    [InlineData("GET / HTTP/2.0")]
    [InlineData("PRI * HTTP/2.0")]
    [InlineData("GET / HTTP/1.2")]
    [InlineData("GET / HTTP/0.9")]
    public void Another_version_is_told(string line) =>
        Assert.Equal(505, Assert.Throws<BadRequestException>(() => Parse(line + "\r\nHost: a")).Status);

    [Fact]
    public void The_number_of_headers_is_bounded()
    {
        static string Headers(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"\r\nN{i}: x"));

        Assert.Equal(OwnPortLimits.Headers, Parse(Start + Headers(OwnPortLimits.Headers - 1)).Headers.Count);
        Assert.Equal(431, Assert.Throws<BadRequestException>(() => Parse(Start + Headers(OwnPortLimits.Headers))).Status);
    }

    [Fact]
    public void No_bytes_make_it_throw_anything_else() => Prop.ForAll(
        Gen.Elements("", "GET / HTTP/1.1\r\n", Start + "\r\n", Start + "\r\nAuthorization: ").ToArbitrary(),
        ArbMap.Default.ArbFor<byte[]>(),
        (start, bytes) => IsRefusedOrRead([.. Encoding.Latin1.GetBytes(start), .. bytes ?? []]))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static bool IsRefusedOrRead(byte[] bytes)
    {
        try
        {
            return RequestHeadParser.Parse(bytes).Headers.Host.Count <= 1;
        }
        catch (BadRequestException bad)
        {
            return bad.Status is 400 or 431 or 505;
        }
    }

    private static RequestHead Parse(string text) => RequestHeadParser.Parse(Encoding.Latin1.GetBytes(text));
}
