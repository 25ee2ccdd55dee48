using AspNetCorePrometheus.Instrumentation.Requests;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

public sealed class CharsetTests
{
    [Theory]
    [InlineData(null, "none")]
    [InlineData("", "none")]
    [InlineData("application/json", "none")]
    [InlineData("text/html; charset=", "none")]
    [InlineData("text/html; charset=utf-8", "utf-8")]
    [InlineData("text/html;charset=UTF-8", "utf-8")]
    [InlineData("text/html; CHARSET=\"ISO-8859-1\"; x=y", "iso-8859-1")]
    [InlineData("text/html; charset=mine", "other")]
    [InlineData("text/html; charset=\"", "none")]
    public void A_charset_is_one_of_a_bounded_set(string? contentType, string charset) =>
        Assert.Equal(charset, Charsets.Of(contentType));

    [Fact]
    public async Task Responses_are_counted_by_charset()
    {
        await using var app = await MeasuredApp.Start(ServerKind.InMemory, app => app.MapGet("/{charset?}", (HttpContext context, string? charset) =>
        {
            context.Response.ContentType = charset is null ? "text/plain" : "text/plain; charset=" + charset;
        }));
        foreach (var path in new[] { "/", "/utf-8", "/UTF-8", "/koi8-r", "/mine" })
        {
            await app.Client.GetAsync(path);
        }

        var charsets = await app.After(5, families => families.Charsets);
        Assert.Equal(1, charsets.Count(("charset", "none")));
        Assert.Equal(2, charsets.Count(("charset", "utf-8")));
        Assert.Equal(1, charsets.Count(("charset", "koi8-r")));
        Assert.Equal(1, charsets.Count(("charset", "other")));
    }
}
