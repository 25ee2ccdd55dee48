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
    /// Tells the ending of a task, and returns the task to hand on: the given one itself if it has ended, else one that ends in the same way
    /// when the ending has been told. The ending is not told in the execution context of whoever began.
    /// </summary>
    public static Task Relay<TEnding>(Task task, in TEnding ending)
        where TEnding : struct, ITaskEnding
    {
        if (!task.IsCompleted)
        {
            return TaskObservation<TEnding>.Begin(task, ending);
        }

        Tell(task, ending);
        return task;
    }

    /// <inheritdoc cref="Relay{TEnding}(Task, in TEnding)"/>
    public static Task<TResult> Relay<TEnding, TResult>(Task<TResult> task, in TEnding ending)
        where TEnding : struct, ITaskEnding
    {
        if (!task.IsCompleted)
        {
            return TaskObservation<TEnding>.Begin(task, ending);
        }

        Tell(task, ending);
        return task;
    }

    /// <summary>Tells the ending of a task that has ended. Never throws.</summary>
    public static void Tell<TEnding>(Task task, in TEnding ending)
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
