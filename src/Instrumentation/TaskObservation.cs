using Microsoft.Extensions.ObjectPool;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>One look at a task until it ends, from a pool, as <see cref="TaskRelay"/> does for what keeps its own.</summary>
internal abstract class TaskObservation<TEnding>
    where TEnding : struct, ITaskEnding
{
    private const int MostKept = 1024;

    private readonly Action _completed;

    private Task? _task;
    private TEnding _ending;

    private TaskObservation() => _completed = Completed;

    public static Task Begin(Task task, in TEnding ending)
    {
        var observation = Plain.Pool.Get();
        var promise = observation.Promise = new TaskCompletionSource();
        observation.Watch(task, ending);
        return promise.Task;
    }

    public static Task<TResult> Begin<TResult>(Task<TResult> task, in TEnding ending)
    {
        var observation = Of<TResult>.Pool.Get();
        var promise = observation.Promise = new TaskCompletionSource<TResult>();
        observation.Watch(task, ending);
        return promise.Task;
    }

    /// <summary>Gives this object back, and ends what was handed out as the task has ended.</summary>
    protected abstract void HandOn(Task task);

    private void Watch(Task task, in TEnding ending)
    {
        _task = task;
        _ending = ending;
        task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_completed);
    }

    private void Completed()
    {
        var (task, ending) = (_task!, _ending);
        (_task, _ending) = (null, default);
        EndedTask.Tell(task, ending);
        HandOn(task);
    }

    private sealed class Plain : TaskObservation<TEnding>
    {
        public static readonly DefaultObjectPool<Plain> Pool = new(new DefaultPooledObjectPolicy<Plain>(), MostKept);

        public TaskCompletionSource? Promise { get; set; }

        protected override void HandOn(Task task)
        {
            var promise = Promise!;
            Promise = null;
            Pool.Return(this);
            promise.SetFromTask(task);
        }
    }

    private sealed class Of<TResult> : TaskObservation<TEnding>
    {
        public static readonly DefaultObjectPool<Of<TResult>> Pool = new(new DefaultPooledObjectPolicy<Of<TResult>>(), MostKept);

        public TaskCompletionSource<TResult>? Promise { get; set; }

        protected override void HandOn(Task task)
        {
            var promise = Promise!;
            Promise = null;
            Pool.Return(this);
            promise.SetFromTask((Task<TResult>)task);
        }
    }
}
