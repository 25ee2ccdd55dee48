using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>Applied and pending EF Core migrations of every context of every host: the rows of <c>ExportMigrations</c>.</summary>
internal sealed class MigrationInstrumentation : IInstrumentationPart
{
    private readonly MigrationFamilies _families;
    private readonly MigrationRefresher _refresher;

    public MigrationInstrumentation(PrometheusSettings settings)
    {
        _families = new MigrationFamilies(settings);
        _refresher = new MigrationRefresher(settings.MigrationsRefresh);
    }

    public string Name => "migrations";

    public IEnumerable<SeriesStream> Streams => _families.All;

    public void AddTo(IServiceCollection services)
    {
        if (RegisteredContexts.Of(services).Count > 0)
        {
            services.AddSingleton<IStartupFilter>(new MigrationStartupFilter(services, _families, _refresher));
        }
    }
}
