using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Scraping;

/// <summary>The smallest application with the drop-in, for tests of the page and not of what is on it.</summary>
public sealed class EmptyWebApp : IAsyncLifetime
{
    internal AppProcess App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await AppProcess.StartWithDropInAsync("EmptyWeb");

    public async Task DisposeAsync() => await App.DisposeAsync();
}
