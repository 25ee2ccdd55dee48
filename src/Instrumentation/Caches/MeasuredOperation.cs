using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>
/// Counts and times one operation of one cache, or one of the two. An operation that its caller cancelled has no result and is not counted.
/// </summary>
/// <remarks>
/// What a cache has answered is handed on itself. For what is pending a task is handed on that ends in the same way, just behind the
/// measurement: whoever awaits it finds it counted.
/// </remarks>
[StackTraceHidden]
internal sealed class MeasuredOperation(LaneCounter? done, LaneCounter? missed, LaneCounter? failed, LaneHistogram? duration)
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

    /// <summary>The end of an operation that answered with a task, by the task's result where it has one.</summary>
    public void Ended(Task task, long started, Activity? activity, CancellationToken token)
    {
        if (task.IsCompletedSuccessfully)
        {
            var isFound = task switch { Task<byte[]?> value => value.Result is not null, Task<bool> found => found.Result, _ => true };
            End(isFound ? done : missed, started, activity);
        }
        else if (!task.IsCanceled || !token.IsCancellationRequested)
        {
            End(failed, started, activity);
        }
    }

    /// <summary>Counts the operation when its task ends, and returns the task to hand on.</summary>
    public Task Watch(Task running, long started, CancellationToken token) =>
        running is null ? null! : EndedTask.Relay(running, new CacheEnding(this, started, Activity.Current, token));

    /// <inheritdoc cref="Watch(Task, long, CancellationToken)"/>
    public Task<T> Watch<T>(Task<T> running, long started, CancellationToken token) =>
        running is null ? null! : EndedTask.Relay(running, new CacheEnding(this, started, Activity.Current, token));

    /// <summary>As the other, for a look-up that answers with a value task.</summary>
    public ValueTask<T> Watch<T>(ValueTask<T> running, long started, CancellationToken token)
    {
        if (running.IsCompletedSuccessfully)
        {
            var value = running.Result;
            Found(value is bool found ? found : value is not null, started);
            return new ValueTask<T>(value);
        }

        return new ValueTask<T>(Watch(running.AsTask(), started, token));
    }

    /// <summary>As the other, for an operation without a result.</summary>
    public ValueTask Watch(ValueTask running, long started, CancellationToken token)
    {
        if (running.IsCompletedSuccessfully)
        {
            running.GetAwaiter().GetResult();
            Done(started);
            return ValueTask.CompletedTask;
        }

        return new ValueTask(Watch(running.AsTask(), started, token));
    }

    /// <summary>An operation without a result, from its beginning. For operations that are rare enough to cost a delegate.</summary>
    public ValueTask Run(Func<ValueTask> operation, CancellationToken token)
    {
        var started = Start();
        try
        {
            return Watch(operation(), started, token);
        }
        catch (Exception exception) when (Failed(started, exception, token))
        {
            throw;
        }
    }

    private void End(LaneCounter? counter, long started) => End(counter, started, Activity.Current);

    private void End(LaneCounter? counter, long started, Activity? activity)
    {
        try
        {
            FaultSeam.Pass(Boundaries.CacheOperation);
            counter?.Add(1, activity);
            duration?.Record(Stopwatch.GetTimestamp() - started, activity);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CacheMeasurementFailed, "caches", exception))
        {
        }
    }
}
