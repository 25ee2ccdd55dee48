using System.Data.Common;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>A reader whose closing a thread waits for, until it closes or somebody else has told of that. Npgsql uses its readers again.</summary>
internal readonly struct AwaitedReader
{
    // When a reader's closing was told of on another thread than the one that waits for it.
    private static readonly ConditionalWeakTable<DbDataReader, StrongBox<int>> Forgotten = [];

    private static int _forgets;

    private readonly DbDataReader? _reader;
    private readonly int _since;

    public AwaitedReader(DbDataReader reader)
    {
        _reader = reader;
        _since = Volatile.Read(ref _forgets);
    }

    /// <summary>Whether it is closed, and the running measurement is that of its command.</summary>
    public bool TakeClosed() => _reader is { IsClosed: true } && !IsForgotten && OpenReaders.Remove(_reader);

    private bool IsForgotten => Volatile.Read(ref _forgets) != _since
        && Forgotten.TryGetValue(_reader!, out var last) && Volatile.Read(ref last.Value) - _since > 0;

    public bool Is(DbDataReader reader) => ReferenceEquals(_reader, reader);

    /// <summary>Nobody waits for this reader any longer.</summary>
    public static void Forget(DbDataReader reader) =>
        Volatile.Write(ref Forgotten.GetOrCreateValue(reader).Value, Interlocked.Increment(ref _forgets));
}
