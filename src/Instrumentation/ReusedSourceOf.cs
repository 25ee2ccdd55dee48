using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>As <see cref="ReusedSource"/>, for tasks with a result.</summary>
internal static class ReusedSource<TResult>
{
    public static bool IsPossible { get; } = ReusedSource.Has(typeof(TaskCompletionSource<TResult>), typeof(Task<TResult>));

    /// <inheritdoc cref="ReusedSource.Begin"/>
    public static Task<TResult> Begin(ref TaskCompletionSource<TResult>? source)
    {
        if (source is null)
        {
            source = new TaskCompletionSource<TResult>();
        }
        else
        {
            TaskOf(source) = NewTask();
        }

        return source.Task;
    }

    /// <inheritdoc cref="ReusedSource.End"/>
    public static void End(ref TaskCompletionSource<TResult>? source, Task<TResult> task)
    {
        source!.SetFromTask(task);
        if (IsPossible)
        {
            TaskOf(source) = null!;
        }
        else
        {
            source = null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_task")]
    private static extern ref Task<TResult> TaskOf(TaskCompletionSource<TResult> source);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Task<TResult> NewTask();
}
