using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Queries that a database has begun to answer, and that may still fail while their rows are read.</summary>
/// <remarks>
/// EF Core tells of such a failure, but not of which command: of the queries of that context's type the last one is taken. They wait in
/// a ring without being allocated, until it comes round or the page is written; what fails after that has counted as a success.
/// </remarks>
internal sealed class OpenQueries
{
    private readonly Lock _gate = new();
    private readonly Entry[] _ring = new Entry[256];

    private int _next;

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
            _ring[_next].Succeed();
            _ring[_next] = new Entry(context, target, operation, duration, trace);
            _next = (_next + 1) % _ring.Length;
        }
    }

    /// <summary>A query of a context of this type has failed while its rows were read. Answers its database; null if it has been counted.</summary>
    public DatabaseTarget? Fail(Type context, Exception exception)
    {
        lock (_gate)
        {
            for (var back = 1; back <= _ring.Length; back++)
            {
                ref var entry = ref _ring[(_next - back + _ring.Length) % _ring.Length];
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
            foreach (ref var entry in _ring.AsSpan())
            {
                entry.Succeed();
            }
        }
    }

    private struct Entry(Type context, DatabaseTarget target, int operation, long duration, Activity? trace)
    {
        public Type? Context { get; private set; } = context;

        public void Succeed()
        {
            if (Context is not null)
            {
                target.Operation(operation).Record(duration, trace);
                Context = null;
                trace = null;
            }
        }

        public DatabaseTarget Fail(Exception exception)
        {
            target.FailedOperation(operation, exception).Record(duration, trace);
            Context = null;
            trace = null;
            return target;
        }
    }
}
