using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>A trimmed application has no startup hooks, so the drop-in cannot enter it, and it runs on.</summary>
public sealed class TrimmedTests
{
    [Fact]
    public async Task A_trimmed_application_answers_as_before_and_has_no_page()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Trimmed");

        Assert.Equal("trimmed", await app.Client.GetStringAsync("/"));
        Assert.Equal(HttpStatusCode.NotFound, await app.GetAsync(DropIn.PagePath));
        Assert.Equal(0, await app.Process.StopAsync());
        Assert.Empty(app.Process.ErrorLines);
    }
}
