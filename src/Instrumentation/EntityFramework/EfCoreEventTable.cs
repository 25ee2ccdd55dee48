using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>The events of one of EF Core's listeners, by the objects that are their names.</summary>
/// <remarks>
/// EF Core asks for a dozen events with each command, and hands over the same objects as names each time. So they are known
/// by reference. Those of queries are compared one after the other: all of them take a few of the processor's cache lines,
/// while a look-up by hash, which the others have, reads each name and a place of its own.
/// </remarks>
internal sealed class EfCoreEventTable
{
    // A power of two, of which half at the most is used: EF Core has about 150 events.
    private const int Places = 512;

    private readonly Lock _gate = new();
    private readonly string?[] _namesOfQueries = new string?[EfCoreEvents.OfQueries.Length];
    private readonly EfCoreEvent[] _ofQueries = [.. EfCoreEvents.OfQueries.Select(EfCoreEvents.Of)];
    private readonly Place[] _places = new Place[Places];

    private int _count;

    /// <summary>Which event has this name.</summary>
    public EfCoreEvent Of(string name)
    {
        var names = _namesOfQueries;
        for (var at = 0; at < names.Length; at++)
        {
            if (ReferenceEquals(names[at], name))
            {
                return _ofQueries[at];
            }
        }

        return ByHash(name);
    }

    private EfCoreEvent ByHash(string name)
    {
        for (var at = RuntimeHelpers.GetHashCode(name); ; at++)
        {
            ref var place = ref _places[at & (Places - 1)];
            var known = Volatile.Read(ref place.Name);
            if (ReferenceEquals(known, name))
            {
                return place.Event;
            }

            if (known is null)
            {
                return Learn(name, ref place);
            }
        }
    }

    // Somebody else may write to the listener with a new string each time: only the first ones are kept.
    private EfCoreEvent Learn(string name, ref Place place)
    {
        var learnt = EfCoreEvents.Of(name);
        var ofQueries = Array.IndexOf(EfCoreEvents.OfQueries, name);
        if (ofQueries >= 0 && Interlocked.CompareExchange(ref _namesOfQueries[ofQueries], name, null) is null)
        {
            return learnt;
        }

        if (Volatile.Read(ref _count) < Places / 2)
        {
            lock (_gate)
            {
                if (place.Name is null && _count < Places / 2)
                {
                    _count++;
                    place.Event = learnt;
                    Volatile.Write(ref place.Name, name);
                }
            }
        }

        return learnt;
    }

    private struct Place
    {
        public string? Name;
        public EfCoreEvent Event;
    }
}
