using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Learns when a host has started and when it ends. Nothing is looked for before, so that neither its start nor a tool that only
/// builds the host, such as <c>dotnet ef</c>, notices.
/// </summary>
internal sealed class MigrationStartupFilter(
    IServiceCollection services, MigrationFamilies families, MigrationRefresher refresher) : IStartupFilter
{
    // The first requests come at once, and what is put off here would compete with them for the compiler.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        try
        {
            FaultSeam.Pass(Boundaries.MigrationsFilter);
            Register(app.ApplicationServices);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "migrations", exception))
        {
        }

        next(app);
    };

    private void Register(IServiceProvider provider)
    {
        if (provider.GetService<IHostApplicationLifetime>() is { } lifetime)
        {
            var stopping = lifetime.ApplicationStopping;
            lifetime.ApplicationStarted.Register(() => OwnThread.Start("migrations", () =>
            {
                if (!stopping.WaitHandle.WaitOne(Quiet))
                {
                    Begin(provider, stopping);
                }
            }));
        }
    }

    private void Begin(IServiceProvider provider, CancellationToken stopping)
    {
        var checks = ContextRegistrations.Find(services).Select(context => new MigrationCheck(context, provider, families, stopping)).ToList();
        stopping.Register(() => End(checks));
        refresher.Run(checks);
    }

    // Runs where the host stops.
    private void End(List<MigrationCheck> checks)
    {
        try
        {
            FaultSeam.Pass(Boundaries.MigrationsStopping);
            refresher.End(checks);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "migrations", exception))
        {
        }
    }
}
