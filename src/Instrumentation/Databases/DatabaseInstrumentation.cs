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
        var codes = new ErrorCodes();
        var targets = new DatabaseTargets(_families, codes);
        var saves = new EfCoreSaveListener(_families);
        var queries = new OpenQueries();
        _families.OperationDuration.BeforeReading = queries.Settle;
        _families.SaveChangesDuration.BeforeReading = saves.Settle;
        new EfCoreSubscription(
            Name, LogEvents.DatabaseMeasurementFailed, () => new EfCoreDatabaseListener(targets, saves, queries)).Start();
        new SqlClientSubscription(_families, codes).Start();
    }

    public string Name => "databases";

    public IEnumerable<SeriesStream> Streams => _families.All;

    public void AddTo(IServiceCollection services) => RegisteredContexts.Of(services);
}
