using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Commands, connections and saves: the rows of <c>ExportDatabases</c> that are measured here.</summary>
internal sealed class DatabaseInstrumentation : IInstrumentationPart, IEfCoreInstrumentation
{
    private readonly DatabaseFamilies _families;
    private readonly DatabaseTargets _targets;
    private readonly EfCoreSaveListener _saves;
    private readonly OpenQueries _queries = new();

    public DatabaseInstrumentation(PrometheusSettings settings)
    {
        _families = new DatabaseFamilies(settings);
        var codes = new ErrorCodes();
        _targets = new DatabaseTargets(_families, codes);
        _saves = new EfCoreSaveListener(_families);
        _families.OperationDuration.BeforeReading = _queries.Settle;
        _families.SaveChangesDuration.BeforeReading = _saves.Settle;
        new SqlClientSubscription(_families, codes).Start();
    }

    public string Name => "databases";

    public int FaultEvent => LogEvents.DatabaseMeasurementFailed;

    public IEnumerable<SeriesStream> Streams => _families.All;

    public IEfCoreReceiver NewReceiver() => new EfCoreDatabaseListener(_targets, _saves, _queries);

    public void AddTo(IServiceCollection services) => RegisteredContexts.Of(services);
}
