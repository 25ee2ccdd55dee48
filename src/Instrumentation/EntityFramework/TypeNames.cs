using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Short names of types: the full name for a type whose short name another type has taken.</summary>
internal sealed class TypeNames
{
    private readonly ConcurrentDictionary<string, string> _owners = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<Type, string> _names = [];

    public string Of(Type type) => _names.GetValue(type, Name);

    private string Name(Type type)
    {
        var full = type.FullName ?? type.Name;
        return _owners.GetOrAdd(type.Name, full) == full ? type.Name : full;
    }
}
