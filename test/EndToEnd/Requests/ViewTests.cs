using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Requests;

public sealed class ViewTests
{
    private const string Views = "aspnetcore_view_render_duration_seconds_count";

    [Fact]
    public async Task Views_and_Razor_Pages_count_by_their_path()
    {
        await using var app = await AppProcess.StartWithDropInAsync("Mvc");
        await app.GetAsync("/", 2);
        await app.GetAsync("/Home/Privacy");
        await app.GetAsync("/About", 3);
        await app.GetAsync("/Home/BadView");

        var page = await app.ScrapeUntilAsync(page => page.Sum(Views) >= 7);

        Assert.Equal(2, page.Value(Views, ("aspnetcore_view", "/Views/Home/Index.cshtml"), ("error_type", "")));
        Assert.Equal(1, page.Value(Views, ("aspnetcore_view", "/Views/Home/Privacy.cshtml"), ("error_type", "")));
        Assert.Equal(3, page.Value(Views, ("aspnetcore_view", "/Pages/About.cshtml"), ("error_type", "")));
        Assert.Equal(1, page.Value(
            Views, ("aspnetcore_view", "/Views/Home/BadView.cshtml"), ("error_type", "System.NotSupportedException")));
    }

    [Fact]
    public async Task Views_without_endpoint_routing_count_too()
    {
        await using var app = await AppProcess.StartWithDropInAsync("LegacyMvc");
        await app.GetAsync("/", 2);

        var page = await app.ScrapeUntilAsync(page => page.Sum(Views) >= 2);

        Assert.Equal(2, page.Value(Views, ("aspnetcore_view", "/Views/Home/Index.cshtml")));
    }

    [Fact]
    public async Task An_exception_of_an_action_without_endpoint_routing_counts_under_its_route()
    {
        await using var app = await AppProcess.StartWithDropInAsync("LegacyMvc");
        await app.GetAsync("/Home/Throw");

        var page = await app.ScrapeUntilAsync(page => page.HasFamily("aspnetcore_request_exceptions_total"));

        Assert.Equal(1, page.Value(
            "aspnetcore_request_exceptions_total",
            ("error_type", "System.InvalidOperationException"),
            ("http_route", "{controller=Home}/{action=Index}/{id?}")));
    }
}
