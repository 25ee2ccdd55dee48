namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>What a cache might offer beyond the framework's interfaces, in every shape of a signature.</summary>
internal interface IInspectable<T>
    where T : class
{
    event EventHandler? Inspected;

    T? Last { get; set; }

    TKey[] Keys<TKey>(in TKey first, ref int count, out string text, params IReadOnlyList<TKey> more)
        where TKey : IComparable<TKey>;

    string Name() => "default implementation";
}
