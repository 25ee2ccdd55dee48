using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Marks the flow in which Npgsql measures what EF Core's events have told of: commands, the closing of their readers, and
/// savepoints, which are no operation of the application, as the beginning and end of transactions are not either.
/// </summary>
internal static class EfCoreFlowListener
{
    private static readonly Payload<bool> IsAsync = new("IsAsync");

    /// <summary>
    /// The events of a driver that measures. EF Core tells for a second of no command or reader of a context once an event of its
    /// pair was not wanted, so both ends are.
    /// </summary>
    public static bool Wants(string name) => name
        is EfCoreEvents.DataReaderClosing or EfCoreEvents.DataReaderDisposing
        or EfCoreEvents.SavepointCreating or EfCoreEvents.SavepointRollingBack or EfCoreEvents.SavepointReleasing
        or EfCoreEvents.SavepointCreated or EfCoreEvents.SavepointRolledBack or EfCoreEvents.SavepointReleased
        or EfCoreEvents.TransactionError;

    public static void Receive(string name, object payload)
    {
        switch (name)
        {
            case EfCoreEvents.CommandExecuting or EfCoreEvents.DataReaderClosing
                or EfCoreEvents.SavepointCreating or EfCoreEvents.SavepointRollingBack or EfCoreEvents.SavepointReleasing:
                EfCoreFlow.Enter(IsAsync.Of(payload));
                break;
            case EfCoreEvents.CommandExecuted or EfCoreEvents.CommandError or EfCoreEvents.CommandCanceled
                or EfCoreEvents.DataReaderDisposing or EfCoreEvents.SavepointCreated or EfCoreEvents.SavepointRolledBack
                or EfCoreEvents.SavepointReleased or EfCoreEvents.TransactionError:
                EfCoreFlow.Leave();
                break;
        }
    }
}
