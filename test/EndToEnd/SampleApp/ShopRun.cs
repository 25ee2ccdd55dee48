using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

/// <summary>The sample application with the drop-in after traffic at every endpoint.</summary>
public sealed class ShopRun : IAsyncLifetime
{
    internal AppProcess App { get; private set; } = null!;

    internal Page Page { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await AppProcess.StartWithDropInAsync("Shop");
        await ShopTraffic.SendAsync(App);
        // The request that the shop sends to itself comes on top.
        Page = await App.ScrapeUntilAsync(page =>
            page.Sum("http_server_request_duration_seconds_count") >= ShopTraffic.Requests.Count + 1
            && page.HasFamily("efcore_migrations_pending"), Deadline.Default);
    }

    public async Task DisposeAsync() => await App.DisposeAsync();
}
