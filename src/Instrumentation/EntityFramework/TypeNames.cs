using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Short names of types: the full name for a type whose short name another type has too, as far as that is known.</summary>
internal sealed class TypeNames
{
    private const string Nobody = "";

    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<Type, string> _names = [];

    /// <summary>
    /// Learns of types before their names are asked for: those that share a short name get their full ones, whichever comes first. A name that
    /// has been given out stays.
    /// </summary>
    public void Announce(IEnumerable<Type> types)
    {
        foreach (var alike in types.Select(type => (type.Name, Full: Full(type))).Distinct().GroupBy(type => type.Name))
        {
            _owners.TryAdd(alike.Key, alike.Count() == 1 ? alike.First().Full : Nobody);
        }
    }

    public string Of(Type type) => _names.GetValue(type, Name);

    private string Name(Type type)
    {
        var full = Full(type);
        return _owners.GetOrAdd(type.Name, full) == full ? type.Name : full;
    }

    private static string Full(Type type) => type.FullName ?? type.Name;
}
