using System.Data.Common;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// A reader whose closing a thread waits for, until it closes or somebody else has told of that. Npgsql uses its readers again.
/// </summary>
internal readonly struct AwaitedReader
{
    private static readonly ConditionalWeakTable<DbDataReader, StrongBox<int>> Rounds = [];

    private readonly DbDataReader? _reader;
    private readonly StrongBox<int>? _rounds;
    private readonly int _round;

    public AwaitedReader(DbDataReader reader)
    {
        _reader = reader;
        _rounds = Rounds.GetOrCreateValue(reader);
        _round = Interlocked.Increment(ref _rounds.Value);
    }

    public bool IsClosed => _reader is { IsClosed: true } && Volatile.Read(ref _rounds!.Value) == _round;

    /// <summary>Nobody waits for this reader any longer.</summary>
    public static void Forget(DbDataReader reader)
    {
        if (Rounds.TryGetValue(reader, out var rounds))
        {
            Interlocked.Increment(ref rounds.Value);
        }
    }
}
