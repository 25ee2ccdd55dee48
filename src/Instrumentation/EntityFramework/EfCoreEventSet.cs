namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Some of EF Core's events.</summary>
internal sealed class EfCoreEventSet
{
    private static readonly EfCoreEvent[] All = Enum.GetValues<EfCoreEvent>();

    private readonly ulong _bits;

    /// <summary>Those of which a function says so.</summary>
    public EfCoreEventSet(Func<EfCoreEvent, bool> has)
    {
        foreach (var one in All)
        {
            _bits |= has(one) ? 1UL << (int)one : 0;
        }
    }

    public bool Has(EfCoreEvent one) => (_bits >> (int)one & 1) != 0;
}
