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
    private static readonly AsyncLocal<Call?> Asynchronous = new();

    [ThreadStatic]
    private static int _synchronous;

    [ThreadStatic]
    private static AwaitedReader _reader;

    /// <summary>Whether a failure is of EF Core's. The mark stays: the command that failed is measured later.</summary>
    public static bool IsEntered => _synchronous > 0 || Asynchronous.Value is { IsRunning: true };

    /// <summary>
    /// Whether a measurement is of EF Core's. A call has one: its mark goes with it, so that a driver that throws, for which EF Core has
    /// no event in some places, leaves none on the thread, and what an interceptor begins in an asynchronous call and lets go on is
    /// not taken for EF Core's for ever.
    /// </summary>
    public static bool TakeMeasurement()
    {
        var isSynchronous = _synchronous > 0;
        _synchronous = 0;
        if (isSynchronous || Asynchronous.Value?.TakeMeasurement() is true || _reader.TakeClosed())
        {
            _reader = default;
            return true;
        }

        return OpenReaders.TakeClosed();
    }

    /// <summary>
    /// A command has answered with a reader. Where a query is read as a whole (a strategy that retries, a split query), EF Core closes
    /// it without a word: the driver then measures when the reader is closed.
    /// </summary>
    public static void Answered(DbDataReader reader, bool isAsync)
    {
        Leave(isAsync);
        OpenReaders.Add(reader);
        if (!isAsync)
        {
            _reader = new AwaitedReader(reader);
        }
        else if (Asynchronous.Value is { } call)
        {
            call.Answer(reader);
        }
    }

    /// <summary>EF Core tells that it closes a reader, on whatever thread: none waits for that any longer. None waits for an asynchronous one.</summary>
    public static void Closing(DbDataReader reader, bool isAsync)
    {
        OpenReaders.Remove(reader);
        if (isAsync)
        {
            return;
        }

        if (_reader.Is(reader))
        {
            _reader = default;
        }
        else
        {
            AwaitedReader.Forget(reader);
        }
    }

    public static void Enter(bool isAsync)
    {
        if (isAsync)
        {
            Asynchronous.Value = new Call();
        }
        else
        {
            _synchronous = 1;
        }
    }

    /// <summary>Ends a synchronous call; safe to call behind, and inside of, an asynchronous one.</summary>
    public static void Leave()
    {
        _synchronous = 0;
        _reader = default;
    }

    /// <summary>Ends the call: what an interceptor sends behind it is its own.</summary>
    public static void Leave(bool isAsync)
    {
        Leave();
        if (isAsync)
        {
            Asynchronous.Value?.End();
        }
    }

    // To take the mark back would make an execution context once more.
    private sealed class Call
    {
        private static readonly object Over = new();

        private object? _end;

        public bool IsRunning => Volatile.Read(ref _end) is null;

        public bool TakeMeasurement()
        {
            switch (Volatile.Read(ref _end))
            {
                case null:
                    End();
                    return true;
                case DbDataReader { IsClosed: true } reader:
                    End();
                    return OpenReaders.Remove(reader);
                default:
                    return false;
            }
        }

        public void Answer(DbDataReader reader) => Volatile.Write(ref _end, reader);

        public void End() => Volatile.Write(ref _end, Over);
    }
}
