using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

public sealed class ExceptionTests
{
    [Theory]
    [InlineData("/now")]
    [InlineData("/later")]
    [InlineData("/middleware")]
    public async Task An_exception_is_counted_once_and_passes_untouched(string path)
    {
        await using var app = await MeasuredApp.Start(ServerKind.InMemory, app =>
        {
            app.Use((context, next) => context.Request.Path == "/middleware" ? throw new FormatException("it") : next(context));
            app.MapGet("/now", (RequestDelegate)(_ => throw new FormatException("it")));
            app.MapGet("/later", (RequestDelegate)(async _ =>
            {
                await Task.Yield();
                throw new FormatException("it");
            }));
        });

        var exception = await Assert.ThrowsAsync<FormatException>(() => app.Client.GetAsync(path));
        Assert.Equal("it", exception.Message);

        var durations = await app.After(1, families => families.Duration);
        Assert.Equal(1, durations.Count(("http_response_status_code", "500"), ("error_type", "System.FormatException")));
        var exceptions = Samples.Of(app.Families.Exceptions);
        Assert.Equal(1, exceptions.Count());
        Assert.Equal(1, exceptions.Count(("error_type", "System.FormatException"), ("http_request_method", "GET")));
        Assert.Equal(path == "/middleware" ? 0 : 1, exceptions.Count(("http_route", path)));
    }

    [Fact]
    public async Task An_exception_that_a_middleware_swallows_is_counted()
    {
        await using var app = await MeasuredApp.Start(ServerKind.Kestrel, app =>
        {
            app.Use(async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (FormatException)
                {
                    context.Response.StatusCode = 418;
                }
            });
            app.UseRouting();
            app.MapGet("/x", string () => throw new FormatException());
        });
        await app.Client.GetAsync("/x");

        var durations = await app.After(1, families => families.Duration);
        Assert.Equal(1, durations.Count(("http_route", "/x"), ("http_response_status_code", "418")));
        Assert.Equal(0, durations.Count(("error_type", "System.FormatException")));
        Assert.Equal(1, Samples.Of(app.Families.Exceptions).Count(("http_route", "/x")));
    }

    [Theory]
    [InlineData(ServerKind.Kestrel)]
    [InlineData(ServerKind.KestrelHttp2)]
    public async Task A_request_that_its_client_gave_up_is_unmeasured_and_no_longer_active(ServerKind server)
    {
        var reached = new TaskCompletionSource();
        await using var app = await MeasuredApp.Start(server, app => app.MapGet("/slow", async (HttpContext context) =>
        {
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }));
        using var giveUp = new CancellationTokenSource();
        var request = app.Client.GetAsync("/slow", giveUp.Token);
        await reached.Task;
        Assert.Equal(1, Samples.Of(app.Families.Active).Count(("http_request_method", "GET"), ("url_scheme", "http")));
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        var unmeasured = await app.After(1, families => families.Unmeasured);
        Assert.Equal(1, unmeasured.Count(("reason", "aborted")));
        Assert.Equal(0, Samples.Of(app.Families.Duration).Count());
    }
}
