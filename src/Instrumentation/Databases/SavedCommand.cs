using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>A command of a save that has been executed and may still fail.</summary>
internal sealed record SavedCommand(DatabaseTarget Target, int Operation, long Duration)
{
    // It is counted later, and maybe by another.
    private readonly PastTrace? _trace = Target.Trace;

    /// <summary>Counts it, as failed with an exception if there is one.</summary>
    public void Record(Exception? exception) =>
        (exception is null ? Target.Operation(Operation) : Target.FailedOperation(Operation, exception)).RecordPast(Duration, _trace);
}
