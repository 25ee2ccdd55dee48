using System.Collections;
using System.Reflection;
using System.Runtime.Loader;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>What is read of an entity type of a model, once.</summary>
internal sealed class EntityType
{
    private static readonly Payload<Type> ClrTypeOf = new("ClrType");
    private static readonly Payload<string> NameOf = new("Name");
    private static readonly Payload<bool> HasSharedClrType = new("HasSharedClrType");
    private static readonly Payload<object?> BaseType = new("BaseType");
    private static readonly Payload<object> PrincipalEntityType = new("PrincipalEntityType");
    private static readonly Payload<IEnumerable> Properties = new("Properties");

    public EntityType(object metadata)
    {
        var clrType = ClrTypeOf.Of(metadata);
        Metadata = metadata;
        IsShared = HasSharedClrType.Of(metadata);
        FullName = NameOf.Of(metadata);
        ShortName = IsShared ? FullName : clrType.Name;
        Table = TableOf(metadata);
        IsRoot = BaseType.Of(metadata) is null;
        IsStored = !clrType.IsAbstract && Call(metadata, "FindPrimaryKey") is not null;
        if (Call(metadata, "FindOwnership") is { } ownership
            && PrincipalEntityType.Of(ownership) is var owner
            && Table is not null && Table == TableOf(owner))
        {
            Owner = owner;
            OwnerKey = [.. Properties.Of(ownership).Cast<object>().Select(NameOf.Of)];
        }
        else
        {
            OwnerKey = Call(metadata, "FindPrimaryKey") is { } key ? [.. Properties.Of(key).Cast<object>().Select(NameOf.Of)] : [];
        }
    }

    public object Metadata { get; }

    /// <summary>Whether its class serves several entities, as that of many-to-many joins does: then only the model's name tells.</summary>
    public bool IsShared { get; }

    /// <summary>The class's name without its namespace; the model's own name where the class is shared.</summary>
    public string ShortName { get; }

    public string FullName { get; }

    /// <summary>The table; null if it has none.</summary>
    public TableName? Table { get; }

    /// <summary>Whether it derives from no other entity type.</summary>
    public bool IsRoot { get; }

    /// <summary>Whether rows of exactly this type can be saved.</summary>
    public bool IsStored { get; }

    /// <summary>The entity whose table an owned type shares, so that it is no entity of its own.</summary>
    public object? Owner { get; }

    /// <summary>The properties that identify the row: the primary key, or of an owned type the owner's key.</summary>
    public string[] OwnerKey { get; }

    /// <summary>All entity types of a model.</summary>
    public static List<EntityType> AllOf(object model) =>
        Call(model, "GetEntityTypes") is IEnumerable types ? [.. types.Cast<object>().Select(type => new EntityType(type))] : [];

    private static TableName? TableOf(object metadata)
    {
        var core = Array.Find(metadata.GetType().GetInterfaces(), one => one.Name == "IReadOnlyEntityType")?.Assembly;
        var relational = core is null ? null : AssemblyLoadContext.GetLoadContext(core)?.Assemblies
            .FirstOrDefault(assembly => assembly.GetName().Name == "Microsoft.EntityFrameworkCore.Relational");
        var extensions = relational?.GetType("Microsoft.EntityFrameworkCore.RelationalEntityTypeExtensions");
        return extensions is not null && Invoke(extensions, "GetTableName", metadata) is { } table
            ? new TableName(Invoke(extensions, "GetSchema", metadata) is { Length: > 0 } schema ? schema : null, table)
            : null;
    }

    private static string? Invoke(Type extensions, string method, object metadata) =>
        Array.Find(extensions.GetMethods(), one => one.Name == method && one.GetParameters().Length == 1)
            ?.Invoke(null, [metadata]) as string;

    // The model's interfaces implement their methods explicitly.
    private static object? Call(object target, string method)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.Instance;
        foreach (var type in target.GetType().GetInterfaces())
        {
            if (type.Name.StartsWith("IReadOnly", StringComparison.Ordinal) && type.GetMethod(method, Any, []) is { } found)
            {
                return found.Invoke(target, null);
            }
        }

        return null;
    }
}
