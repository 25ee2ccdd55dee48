using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>
/// Sees the end of a task and only then ends the one that it handed out in its place, in the same way: with the same exceptions and their
/// stack traces, to which nothing of ours is added. It relays one task at a time and can be used again after it.
/// </summary>
/// <remarks>
/// The cheapest way to be sure of coming first: a task that two await has its continuations kept in a list, as many bytes, of which
/// the runtime calls only the last on the thread that ended it; a continuation task (<see cref="EndedTask"/>) takes twice as many.
/// </remarks>
internal abstract class TaskRelay
{
    private readonly Action _completed;

    private Task? _task;
    private TaskCompletionSource? _relayed;

    protected TaskRelay() => _completed = Completed;

    /// <summary>The task to hand on: the given one itself if it has ended.</summary>
    protected Task Relay(Task task)
    {
        if (task.IsCompleted)
        {
            End(task);
            return task;
        }

        _task = task;
        var relayed = _relayed = new TaskCompletionSource();

        // Without the execution context, which nothing of ours needs and the runtime would have to capture.
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_completed);
        return relayed.Task;
    }

    /// <summary>The task has ended, with this exception or none. May relay another task from then on.</summary>
    protected abstract void Ended(Exception? exception);

    private void Completed()
    {
        var (task, relayed) = (_task!, _relayed!);
        (_task, _relayed) = (null, null);
        End(task);
        relayed.SetFromTask(task);
    }

    // Whatever fails here, the application's task ends as it ended.
    private void End(Task task)
    {
        try
        {
            FaultSeam.Pass(Boundaries.TaskRelay);
            Ended(EndedTask.ExceptionOf(task));
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestMeasurementFailed, "requests", exception))
        {
        }
    }
}
