using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>The families of EF Core's models, by name, unit and description.</summary>
internal sealed class ModelFamilies(PrometheusSettings settings)
{
    public const string Entity = "efcore.entity";
    public const string Operation = "efcore.operation";

    public LaneFamily<LaneCounter> Changes { get; } = new LaneFactory(settings).Counter(
        "efcore.entity.changes", "{entity}", "Entities that were inserted, updated and deleted, when the change is lasting.");

    public IEnumerable<SeriesStream> All => [Changes];
}
