using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>
/// Sees the end of a task of the application without standing in its way: the task itself is handed on, not one that awaits it, so
/// that an exception's stack trace, which developers read and error pages show, has no frame of ours.
/// </summary>
internal static class EndedTask
{
    /// <summary>
    /// Calls <paramref name="ended"/> when the task has ended, before whoever awaits the returned task goes on, with the exception
    /// that it ended with or null. The callback must not throw.
    /// </summary>
    public static Task Observe(Task task, Action<Exception?> ended)
    {
        task.ContinueWith(
            completed => ended(ExceptionOf(completed)),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }

    /// <summary>
    /// As the other, without an allocation of its own. The ending sees the task itself, and is not called in the execution context of
    /// whoever began. A task that has ended is seen to at once.
    /// </summary>
    public static void Observe<TEnding>(Task task, in TEnding ending)
        where TEnding : struct, ITaskEnding
    {
        if (task.IsCompleted)
        {
            End(task, ending);
        }
        else
        {
            TaskObservation<TEnding>.Begin(task, ending);
        }
    }

    /// <summary>Calls an ending. Never throws.</summary>
    public static void End<TEnding>(Task task, in TEnding ending)
        where TEnding : struct, ITaskEnding
    {
        try
        {
            FaultSeam.Pass(Boundaries.TaskEnding);
            ending.Ended(task);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "pipeline", exception))
        {
        }
    }

    /// <summary>The exception that a task ended with, or null.</summary>
    public static Exception? ExceptionOf(Task task)
    {
        if (!task.IsCanceled)
        {
            return task.Exception?.InnerException;
        }

        try
        {
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (OperationCanceledException exception)
        {
            // Only here is the exception to be had that a cancelled task ended with.
            return exception;
        }
    }
}
