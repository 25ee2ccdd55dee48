using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The last exemplar of each bucket of a series, or of a counter.</summary>
/// <remarks>
/// Without a sampled trace an offer is one look at its activity. With one it takes no memory beyond the slots, which are made
/// then: the identifiers are the activity's own strings. A slot that another thread is writing or reading passes the offer by.
/// </remarks>
internal sealed class ExemplarSlots(int count)
{
    private Slot[]? _slots;

    /// <summary>The buckets of the series, or 1 for a counter.</summary>
    public int Count => count;

    /// <summary>Whether there has been none.</summary>
    public bool IsEmpty => _slots is null;

    /// <summary>Keeps a measurement that is made now, if its activity is part of a sampled trace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(int slot, double value, Activity? activity)
    {
        if (activity is { Recorded: true })
        {
            Keep(slot, value, activity);
        }
    }

    /// <summary>Keeps an exemplar unless the slot has a newer one.</summary>
    public void Put(int index, in Exemplar exemplar)
    {
        ref var slot = ref Slots()[index];
        if (Interlocked.CompareExchange(ref slot.Gate, 1, 0) == 0)
        {
            if (exemplar.Time >= slot.Exemplar.Time)
            {
                slot.Exemplar = exemplar;
            }

            Volatile.Write(ref slot.Gate, 0);
        }
    }

    /// <summary>Reads a slot; false if it is empty.</summary>
    public bool TryGet(int index, out Exemplar exemplar)
    {
        exemplar = default;
        if (_slots is not { } slots)
        {
            return false;
        }

        ref var slot = ref slots[index];
        var spin = default(SpinWait);
        while (Interlocked.CompareExchange(ref slot.Gate, 1, 0) != 0)
        {
            spin.SpinOnce();
        }

        exemplar = slot.Exemplar;
        Volatile.Write(ref slot.Gate, 0);
        return exemplar.TraceId is not null;
    }

    /// <summary>Empties every slot; no other thread may be using them.</summary>
    public void Clear() => _slots?.AsSpan().Clear();

    /// <summary>Puts every exemplar into the slots of another series, as far as that has them.</summary>
    public void CopyTo(ExemplarSlots other)
    {
        for (var i = 0; i < Math.Min(count, other.Count); i++)
        {
            if (TryGet(i, out var exemplar))
            {
                other.Put(i, exemplar);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Keep(int slot, double value, Activity activity)
    {
        // Identifiers of the older, hierarchical form are no trace ids.
        if (activity.IdFormat == ActivityIdFormat.W3C)
        {
            Put(slot, new Exemplar(
                value,
                DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                activity.TraceId.ToHexString(),
                activity.SpanId.ToHexString()));
        }
    }

    private Slot[] Slots() => _slots ?? Interlocked.CompareExchange(ref _slots, new Slot[count], null) ?? _slots;

    private struct Slot
    {
        public int Gate;
        public Exemplar Exemplar;
    }
}
