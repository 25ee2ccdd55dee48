using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Commands, connections and saves: the rows of <c>ExportDatabases</c> that are measured here.</summary>
internal sealed class DatabaseInstrumentation : IInstrumentationPart
{
    private readonly DatabaseFamilies _families;

    public DatabaseInstrumentation(PrometheusSettings settings)
    {
        _families = new DatabaseFamilies(settings);
        new EfCoreSubscription(
            Name,
            LogEvents.DatabaseMeasurementFailed,
            EfCoreDatabaseListener.Wants,
            new EfCoreDatabaseListener(_families).Receive).Start();
        new SqlClientSubscription(_families, new ErrorCodes()).Start();
    }

    public string Name => "databases";

    public IEnumerable<SeriesStream> Streams => _families.All;

    public void AddTo(IServiceCollection services)
    {
    }
}
