using System.Reflection;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>
/// A source of tasks that is used again with a new task each time, so that the task is all that is allocated (without a result 64
/// bytes in place of 88, with one up to 8 more).
/// </summary>
/// <remarks>
/// Nothing public both makes such a task and ends it as another one has ended, with all its exceptions. Where a runtime has not the private
/// members that this takes, a new source is made each time.
/// </remarks>
internal static class ReusedSource
{
    private const BindingFlags Private = BindingFlags.Instance | BindingFlags.NonPublic;

    public static bool IsPossible { get; } = Has(typeof(TaskCompletionSource), typeof(Task));

    /// <summary>A new task of the source, which is made if there is none.</summary>
    public static Task Begin(ref TaskCompletionSource? source)
    {
        if (source is null)
        {
            source = new TaskCompletionSource();
        }
        else
        {
            TaskOf(source) = NewTask();
        }

        return source.Task;
    }

    /// <summary>Ends the source's task as the given one has ended, and keeps neither. Those who await it go on in this call.</summary>
    public static void End(ref TaskCompletionSource? source, Task task)
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

    /// <summary>Whether a source has one field for its task, and a task can be made without anything.</summary>
    public static bool Has(Type source, Type task) =>
        source.GetField("_task", Private)?.FieldType == task && task.GetConstructor(Private, []) is not null;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_task")]
    private static extern ref Task TaskOf(TaskCompletionSource source);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Task NewTask();
}
