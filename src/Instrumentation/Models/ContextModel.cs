using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>A context's model: the counters of each of its entities.</summary>
internal sealed class ContextModel
{
    private readonly Dictionary<object, EntityCounters> _counters = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, EntityType> _types = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TableName, EntityCounters> _byTable = [];

    public ContextModel(ModelFamilies families, Type context, object model)
    {
        var types = EntityType.AllOf(model);
        var contextName = ContextNames.Of(context);
        var taken = types.Where(type => type.Owner is null).GroupBy(type => type.ShortName)
            .Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        foreach (var type in types)
        {
            _types[type.Metadata] = type;
            if (type.Owner is not null)
            {
                OwnersWithParts.Add(type.Table!.Value);
            }
            else if (type.IsStored || type.Table is not null)
            {
                Add(type, new Lazy<EntityCounters>(() => new EntityCounters(
                    families, contextName, taken.Contains(type.ShortName) ? type.FullName : type.ShortName)));
            }
        }
    }

    private ContextModel()
    {
    }

    /// <summary>Stands for a model that cannot be read: nothing in it is counted.</summary>
    public static ContextModel Empty { get; } = new();

    /// <summary>The tables whose rows hold owned entities too.</summary>
    public HashSet<TableName> OwnersWithParts { get; } = [];

    /// <summary>The tables, each with the counters of the least derived entity in it.</summary>
    public IReadOnlyDictionary<TableName, EntityCounters> ByTable => _byTable;

    public IReadOnlyCollection<TableName> Tables => _byTable.Keys;

    public EntityType? Type(object metadata) => _types.GetValueOrDefault(metadata);

    /// <summary>The counters of an entity; null for an owned type that shares its owner's table.</summary>
    public EntityCounters? Counters(object metadata) => _counters.GetValueOrDefault(metadata);

    /// <summary>The counters of the entity that an owned type, of any depth, is a part of.</summary>
    public EntityCounters? OwnerCounters(EntityType part)
    {
        var owner = part;
        while (owner?.Owner is { } next)
        {
            owner = Type(next);
        }

        return owner is null ? null : Counters(owner.Metadata) ?? (owner.Table is { } table ? _byTable.GetValueOrDefault(table) : null);
    }

    // A hierarchy shares one table; commands on it are told of its root.
    private void Add(EntityType type, Lazy<EntityCounters> counters)
    {
        if (type.IsStored)
        {
            _counters[type.Metadata] = counters.Value;
        }

        if (type.Table is { } table && (!_byTable.ContainsKey(table) || type.IsRoot))
        {
            _byTable[table] = counters.Value;
        }
    }
}
