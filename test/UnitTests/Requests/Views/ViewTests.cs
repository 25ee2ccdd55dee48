using System.Net;
using AspNetCorePrometheus.Instrumentation.Requests.Views;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests.Views;

public sealed class ViewTests
{
    [Fact]
    public async Task Views_and_partial_views_are_measured_by_their_path()
    {
        await using var app = await Start();
        foreach (var path in new[] { "whole/a", "whole/a", "whole/b", "partial/a" })
        {
            Assert.Equal(path[^1..], await app.Client.GetStringAsync("/views/" + path));
        }

        var views = await app.After(4, families => families.ViewDuration);
        Assert.Equal(3, views.Count(("aspnetcore_view", "/Views/a.txt")));
        Assert.Equal(1, views.Count(("aspnetcore_view", "/Views/b.txt")));
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("partial")]
    public async Task A_view_that_fails_is_measured_with_its_error_and_the_exception_passes(string kind)
    {
        await using var app = await Start();

        var exception = await Assert.ThrowsAsync<FormatException>(() => app.Client.GetAsync($"/views/{kind}/broken"));
        Assert.Equal("broken on purpose", exception.Message);

        var views = await app.After(1, families => families.ViewDuration);
        Assert.Equal(1, views.Count(("aspnetcore_view", "/Views/broken.txt"), ("error_type", "System.FormatException")));
        Assert.Equal(1, views.Count());
    }

    [Fact]
    public async Task A_view_that_is_not_found_is_the_applications_own_fault_and_not_measured()
    {
        await using var app = await Start();
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.Client.GetAsync("/views/whole/missing"));

        Assert.Equal(0, (await app.After(1, families => families.ViewDuration)).Count());
    }

    [Fact]
    public async Task A_view_without_a_path_is_rendered_as_ever()
    {
        await using var app = await Start();
        using var response = await app.Client.GetAsync("/views/whole/nameless");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("nameless", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Executors_of_views_and_pages_are_replaced_and_those_of_the_application_left()
    {
        await using var app = await Start();
        Assert.IsType<MeasuredViewResultExecutor>(app.Services.GetRequiredService<IActionResultExecutor<ViewResult>>());
        Assert.IsType<MeasuredPartialViewResultExecutor>(app.Services.GetRequiredService<IActionResultExecutor<PartialViewResult>>());
        Assert.IsType<MeasuredPageResultExecutor>(app.Services.GetRequiredService<PageResultExecutor>());

        var own = new OwnExecutor();
        await using var other = await Start(services => services.AddSingleton<IActionResultExecutor<ViewResult>>(own));
        Assert.Same(own, other.Services.GetRequiredService<IActionResultExecutor<ViewResult>>());
    }

    private static Task<MeasuredApp> Start(Action<IServiceCollection>? more = null) => MeasuredApp.Start(
        ServerKind.InMemory,
        app => app.MapControllers(),
        builder =>
        {
            builder.Services.AddMvc().AddApplicationPart(typeof(ViewTests).Assembly).AddViewOptions(options =>
            {
                options.ViewEngines.Clear();
                options.ViewEngines.Add(new TextViewEngine());
            });
            more?.Invoke(builder.Services);
        });

    private sealed class OwnExecutor : IActionResultExecutor<ViewResult>
    {
        public Task ExecuteAsync(ActionContext context, ViewResult result) => Task.CompletedTask;
    }
}
