using AspNetCorePrometheus.HostingStartup;
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
        if (IsEfCoreLoaded() && ContextRegistrations.Any(services))
        {
            services.AddSingleton<IStartupFilter>(new MigrationStartupFilter(services, _families, _refresher));
        }
    }

    // A registered context has loaded it. Every other host is spared the look at its registrations.
    private static bool IsEfCoreLoaded()
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.FullName is { } name && name.StartsWith("Microsoft.EntityFrameworkCore,", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
