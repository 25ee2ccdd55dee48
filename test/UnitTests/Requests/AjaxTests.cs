using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

public sealed class AjaxTests
{
    [Theory]
    [InlineData("XMLHttpRequest", 1)]
    [InlineData("xmlhttprequest", 1)]
    [InlineData("com.example.app", 0)]
    [InlineData("", 0)]
    public async Task Requests_of_a_pages_script_are_counted(string value, int count)
    {
        await using var app = await MeasuredApp.Start(ServerKind.InMemory, app => app.MapGet("/", () => "x"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation("X-Requested-With", value);
        await app.Client.SendAsync(request);

        var ajax = await app.After(1, families => families.Ajax);
        Assert.Equal(count, ajax.Count());
        Assert.Single(ajax.Labels);
    }
}
