using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>Counts an operation that went on when it has ended.</summary>
internal readonly struct CacheEnding(MeasuredOperation operation, long started, Activity? activity, CancellationToken token)
    : ITaskEnding
{
    public void Ended(Task task) => operation.Ended(task, started, activity, token);
}
