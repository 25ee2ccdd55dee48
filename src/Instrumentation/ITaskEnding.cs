namespace AspNetCorePrometheus.Instrumentation;

/// <summary>What is to be done when a task has ended, with all that it needs.</summary>
internal interface ITaskEnding
{
    /// <summary>Called once, on the thread that ended the task, on the one that began to look, or on the thread pool.</summary>
    void Ended(Task task);
}
