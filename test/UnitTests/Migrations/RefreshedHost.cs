using AspNetCorePrometheus.Instrumentation.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>A host that has started, as far as the refresher knows it.</summary>
internal sealed class RefreshedHost : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceProvider _provider;
    private readonly List<MigrationCheck> _checks;

    public RefreshedHost(IServiceCollection services, MigrationFamilies families, MigrationRefresher refresher)
    {
        _provider = services.BuildServiceProvider();
        _checks =
        [
            .. ContextRegistrations.Find(services)
                .Select(context => new MigrationCheck(context, _provider, families, _stopping.Token)),
        ];
        _stopping.Token.Register(() => refresher.End(_checks));
        Thread = new Thread(() => refresher.Run(_checks)) { IsBackground = true };
        Thread.Start();
    }

    public Thread Thread { get; }

    public bool HasLooked => _checks.TrueForAll(check => check.Series.Shown.Count > 0);

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _provider.DisposeAsync();
    }

    public void Dispose() => _provider.Dispose();
}
