using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>The families of the migrations, by name, unit and description.</summary>
internal sealed class MigrationFamilies
{
    public MigrationFamilies(PrometheusSettings settings)
    {
        var lanes = new LaneFactory(settings);
        Applied = lanes.LastValue(
            "efcore.migrations.applied", "{migration}", "EF Core migrations that the database's history lists.");
        Pending = lanes.LastValue(
            "efcore.migrations.pending", "{migration}", "EF Core migrations of the application that the database does not have.");
        Errors = lanes.Counter("efcore.migrations.check.errors", "{error}", "Look-ups of EF Core migrations that failed.");
        LastSuccess = lanes.LastValue(
            "efcore.migrations.check.timestamp", "s", "When EF Core migrations were last looked up with success, since the epoch.");
        All = lanes.Made;
    }

    public LaneFamily<LaneGauge> Applied { get; }

    public LaneFamily<LaneGauge> Pending { get; }

    public LaneFamily<LaneCounter> Errors { get; }

    public LaneFamily<LaneGauge> LastSuccess { get; }

    public IReadOnlyList<SeriesStream> All { get; }
}
