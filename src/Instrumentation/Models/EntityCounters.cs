using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>The three series of an entity, which stand at 0 from the moment when its model is known.</summary>
internal sealed class EntityCounters(ModelFamilies families, string context, string entity)
{
    public LaneCounter Insert { get; } = Series(families, context, entity, "insert");

    public LaneCounter Update { get; } = Series(families, context, entity, "update");

    public LaneCounter Delete { get; } = Series(families, context, entity, "delete");

    private static LaneCounter Series(ModelFamilies families, string context, string entity, string operation) =>
        families.Changes.Series(
            new(ModelFamilies.Entity, entity), new(ModelFamilies.Operation, operation), new(ContextNames.Attribute, context));
}
