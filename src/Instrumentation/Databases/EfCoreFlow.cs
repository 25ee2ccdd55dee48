using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Whether the running code is a driver's at work on a command of EF Core's.</summary>
/// <remarks>
/// EF Core tells of a command before it hands it to the driver, and of a reader before it closes it: a driver that has a meter
/// measures inside of one of the two. A synchronous call stays on its thread. An asynchronous one is marked in the execution
/// context, which leaves with the asynchronous method of EF Core's that set it, so that nothing has to be taken back.
/// </remarks>
internal static class EfCoreFlow
{
    private static readonly object Mark = new();
    private static readonly AsyncLocal<object?> Asynchronous = new();

    [ThreadStatic]
    private static int _synchronous;

    [ThreadStatic]
    private static DbDataReader? _reader;

    /// <summary>Whether a failure is of EF Core's. The mark stays: the command that failed is measured later.</summary>
    public static bool IsEntered => _synchronous > 0 || Asynchronous.Value is not null;

    /// <summary>
    /// Whether a measurement is of EF Core's. A synchronous call has one: its mark goes with it, so that a driver that throws, for
    /// which EF Core has no event in some places, leaves none on the thread.
    /// </summary>
    public static bool TakeMeasurement()
    {
        var isOfEfCore = IsEntered || _reader is { IsClosed: true };
        _synchronous = 0;
        _reader = isOfEfCore ? null : _reader;
        return isOfEfCore;
    }

    /// <summary>
    /// A synchronous command has answered with a reader. Where a query is read as a whole (a strategy that retries, a split query), EF
    /// Core closes it without a word: the driver then measures when the reader is closed.
    /// </summary>
    public static void Answered(DbDataReader reader) => _reader = reader;

    public static void Enter(bool isAsync)
    {
        if (isAsync)
        {
            Asynchronous.Value = Mark;
        }
        else
        {
            _synchronous = 1;
        }
    }

    /// <summary>Ends a synchronous call; safe to call behind an asynchronous one.</summary>
    public static void Leave()
    {
        _synchronous = 0;
        _reader = null;
    }
}
