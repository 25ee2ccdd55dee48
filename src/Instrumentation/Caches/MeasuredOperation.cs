using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>Counts and times one operation of one cache. An operation that its caller cancelled has no result and is not counted.</summary>
[StackTraceHidden]
internal sealed class MeasuredOperation(LaneCounter done, LaneCounter missed, LaneCounter failed, LaneHistogram? duration)
{
    /// <summary>The time that the end of the operation is to be given, in stopwatch ticks; 0 where nothing is timed.</summary>
    public long Start() => duration is null ? 0 : Stopwatch.GetTimestamp();

    public void Done(long started) => End(done, started);

    public void Found(bool hit, long started) => End(hit ? done : missed, started);

    /// <summary>Answers false, for use as an exception filter.</summary>
    public bool Failed(long started, Exception exception, CancellationToken token = default)
    {
        if (exception is not OperationCanceledException || !token.IsCancellationRequested)
        {
            End(failed, started);
        }

        return false;
    }

    /// <summary>A look-up that goes on. Its result, exception or cancellation passes as it is.</summary>
    public async Task<byte[]?> Lookup(Task<byte[]?> running, long started, CancellationToken token)
    {
        try
        {
            var value = await running.ConfigureAwait(false);
            Found(value is not null, started);
            return value;
        }
        catch (Exception exception) when (Failed(started, exception, token))
        {
            throw;
        }
    }

    /// <summary>As the other, for stores that answer with a value task.</summary>
    public async ValueTask<byte[]?> Lookup(ValueTask<byte[]?> running, long started, CancellationToken token)
    {
        try
        {
            var value = await running.ConfigureAwait(false);
            Found(value is not null, started);
            return value;
        }
        catch (Exception exception) when (Failed(started, exception, token))
        {
            throw;
        }
    }

    /// <summary>As the other, for look-ups that write what they found into a buffer.</summary>
    public async ValueTask<bool> Lookup(ValueTask<bool> running, long started, CancellationToken token)
    {
        try
        {
            var found = await running.ConfigureAwait(false);
            Found(found, started);
            return found;
        }
        catch (Exception exception) when (Failed(started, exception, token))
        {
            throw;
        }
    }

    /// <summary>An operation without a result that goes on.</summary>
    public async Task Watch(Task running, long started, CancellationToken token)
    {
        try
        {
            await running.ConfigureAwait(false);
            Done(started);
        }
        catch (Exception exception) when (Failed(started, exception, token))
        {
            throw;
        }
    }

    /// <summary>As the other, for a value task.</summary>
    public async ValueTask Watch(ValueTask running, long started, CancellationToken token)
    {
        try
        {
            await running.ConfigureAwait(false);
            Done(started);
        }
        catch (Exception exception) when (Failed(started, exception, token))
        {
            throw;
        }
    }

    /// <summary>An operation without a result, from its beginning. For operations that are rare enough to cost a delegate.</summary>
    public ValueTask Run(Func<ValueTask> operation, CancellationToken token)
    {
        var started = Start();
        ValueTask running;
        try
        {
            running = operation();
        }
        catch (Exception exception) when (Failed(started, exception, token))
        {
            throw;
        }

        if (!running.IsCompletedSuccessfully)
        {
            return Watch(running, started, token);
        }

        running.GetAwaiter().GetResult();
        Done(started);
        return ValueTask.CompletedTask;
    }

    private void End(LaneCounter counter, long started)
    {
        counter.Add(1);
        duration?.Record(Stopwatch.GetTimestamp() - started);
    }
}
