using Microsoft.Extensions.ObjectPool;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>
/// One look at a task until it ends, from a pool. It is a bare action in the task's list of continuations, so that a look allocates
/// nothing of its own; the runtime allocates that list (88 bytes) as soon as the application awaits the task too.
/// </summary>
/// <remarks>
/// Two hold it: whoever began the look, until the task is known to be pending or seen to, and the continuation. It goes back to the
/// pool when both have let go, and sees to the end once, whichever of the two comes first.
/// </remarks>
internal sealed class TaskObservation<TEnding>
    where TEnding : struct, ITaskEnding
{
    private const int MostKept = 1024;

    private static readonly DefaultObjectPool<TaskObservation<TEnding>> Pool =
        new(new DefaultPooledObjectPolicy<TaskObservation<TEnding>>(), MostKept);

    private readonly Action _continuation;

    private Task? _task;
    private TEnding _ending;
    private int _holders;
    private int _isEnded;

    public TaskObservation() => _continuation = Continue;

    public static void Begin(Task task, in TEnding ending)
    {
        var observation = Pool.Get();
        observation._task = task;
        observation._ending = ending;
        observation._holders = 2;
        observation._isEnded = 0;
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(observation._continuation);

        // Ended meanwhile: its continuation is then left to the thread pool, and whoever began must not go on before it.
        if (task.IsCompleted)
        {
            observation.End(task);
        }

        observation.LetGo();
    }

    private void Continue()
    {
        End(_task!);
        LetGo();
    }

    private void End(Task task)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
        {
            EndedTask.End(task, _ending);
        }
    }

    private void LetGo()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _task = null;
            _ending = default;
            Pool.Return(this);
        }
    }
}
