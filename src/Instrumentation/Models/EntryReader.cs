using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Reads EF Core's tracked entries.</summary>
internal static class EntryReader
{
    private static readonly Payload<object> MetadataOf = new("Metadata");
    private static readonly Payload<object> EntityOf = new("Entity");
    private static readonly Payload<object> ContextOf = new("Context");
    private static readonly Payload<int> StateOf = new("State");
    private static readonly Payload<object?> CurrentValue = new("CurrentValue");

    public static object Metadata(object entry) => MetadataOf.Of(entry);

    public static object Entity(object entry) => EntityOf.Of(entry);

    public static object Context(object entry) => ContextOf.Of(entry);

    public static EntityStates State(object entry) => (EntityStates)StateOf.Of(entry);

    /// <summary>The entries that a context tracks.</summary>
    public static IEnumerable All(object context)
    {
        var tracker = ContextProperty.ChangeTracker.Of(context);
        return (IEnumerable)Method(tracker.GetType(), "Entries", []).Invoke(tracker, null)!;
    }

    /// <summary>Table and key of the row that an entry is stored in, for comparison and nothing else.</summary>
    public static string Row(object entry, EntityType type)
    {
        var property = Method(entry.GetType(), "Property", [typeof(string)]);
        var row = new StringBuilder(type.Table?.Schema).Append('\0').Append(type.Table?.Name);
        foreach (var name in type.OwnerKey)
        {
            row.Append('\0').Append(CultureInfo.InvariantCulture, $"{CurrentValue.Of(property.Invoke(entry, [name])!)}");
        }

        return row.ToString();
    }

    private static MethodInfo Method(Type type, string name, Type[] parameters) =>
        type.GetMethod(name, 0, BindingFlags.Public | BindingFlags.Instance, null, parameters, null)
        ?? throw new MissingMethodException(type.FullName, name);
}
