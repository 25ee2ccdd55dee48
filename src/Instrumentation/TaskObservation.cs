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
        var promise = observation.Promise();
        observation.Watch(task, ending);
        return promise;
    }

    public static Task<TResult> Begin<TResult>(Task<TResult> task, in TEnding ending)
    {
        var observation = Of<TResult>.Pool.Get();
        var promise = observation.Promise();
        observation.Watch(task, ending);
        return promise;
    }

    /// <summary>Ends what was handed out as the task has ended, and gives this object back.</summary>
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

        private TaskCompletionSource? _source;

        public Task Promise() => ReusedSource.Begin(ref _source);

        protected override void HandOn(Task task)
        {
            ReusedSource.End(ref _source, task);
            Pool.Return(this);
        }
    }

    private sealed class Of<TResult> : TaskObservation<TEnding>
    {
        public static readonly DefaultObjectPool<Of<TResult>> Pool = new(new DefaultPooledObjectPolicy<Of<TResult>>(), MostKept);

        private TaskCompletionSource<TResult>? _source;

        public Task<TResult> Promise() => ReusedSource<TResult>.Begin(ref _source);

        protected override void HandOn(Task task)
        {
            ReusedSource<TResult>.End(ref _source, (Task<TResult>)task);
            Pool.Return(this);
        }
    }
}
