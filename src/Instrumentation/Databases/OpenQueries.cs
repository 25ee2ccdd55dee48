using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Queries that a database has begun to answer, and that may still fail while their rows are read.</summary>
/// <remarks>
/// EF Core tells of such a failure, but not of which command: of the queries of that context's type the last one is taken. They wait
/// until many others have come, or the page is written; what fails after that has counted as a success. They
/// are counted many at a time: what that reads and writes has left the processor's caches each time when a database answers.
/// </remarks>
internal sealed class OpenQueries
{
    // At least as many wait as are counted at a time.
    private const int AtATime = 256;

    private readonly Lock _gate = new();
    private readonly Entry[] _waiting = new Entry[2 * AtATime];

    private int _count;

    /// <summary>A query has been answered.</summary>
    /// <param name="context">The type of its context.</param>
    /// <param name="target">Its database.</param>
    /// <param name="operation">An index of <see cref="OperationNames.All"/>.</param>
    /// <param name="duration">In stopwatch ticks.</param>
    public void Add(Type context, DatabaseTarget target, int operation, long duration)
    {
        var trace = target.Trace;
        lock (_gate)
        {
            if (_count == _waiting.Length)
            {
                Succeed(AtATime);
                _waiting.AsSpan(AtATime).CopyTo(_waiting);
                _waiting.AsSpan(AtATime).Clear();
            }

            _waiting[_count++] = new Entry(context, target, operation, duration, trace);
        }
    }

    /// <summary>A query of a context of this type has failed while its rows were read. Answers its database; null if it has been counted.</summary>
    public DatabaseTarget? Fail(Type context, Exception exception)
    {
        lock (_gate)
        {
            for (var at = _count - 1; at >= 0; at--)
            {
                ref var entry = ref _waiting[at];
                if (entry.Context == context)
                {
                    return entry.Fail(exception);
                }
            }
        }

        return null;
    }

    /// <summary>Counts all that have not failed by now.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            Succeed(_count);
        }
    }

    private void Succeed(int count)
    {
        foreach (ref var entry in _waiting.AsSpan(0, count))
        {
            entry.Succeed();
        }

        _count -= count;
    }

    private struct Entry(Type context, DatabaseTarget target, int operation, long duration, PastTrace? trace)
    {
        public Type? Context { get; private set; } = context;

        public void Succeed()
        {
            if (Context is not null)
            {
                target.Operation(operation).RecordPast(duration, trace);
                Context = null;
                trace = null;
            }
        }

        public DatabaseTarget Fail(Exception exception)
        {
            target.FailedOperation(operation, exception).RecordPast(duration, trace);
            Context = null;
            trace = null;
            return target;
        }
    }
}
