using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

public sealed class PageRendererTests
{
    [Fact]
    public async Task A_scrape_waits_for_another_without_holding_a_thread()
    {
        using var page = new TestPage();
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        page.Meter.CreateObservableGauge("slow", () =>
        {
            entered.Set();
            release.Wait(TimeSpan.FromSeconds(30));
            return 1;
        });
        var first = Task.Run(() => page.Renderer.RenderAsync(ExpositionFormat.PrometheusText, CancellationToken.None));
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30)));

        // Were the caller's thread held, this would not return before the first page is there.
        var second = page.Renderer.RenderAsync(ExpositionFormat.PrometheusText, CancellationToken.None);
        Assert.False(second.IsCompleted);
        using var given = new CancellationTokenSource();
        var third = page.Renderer.RenderAsync(ExpositionFormat.PrometheusText, given.Token);
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);

        release.Set();
        using var one = await first;
        using var other = await second;
        Assert.True(one.Length > 0 && other.Length > 0);
    }
}
