using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Marks the flow in which Npgsql measures what EF Core's events have told of: commands, the closing of their readers, and
/// savepoints, which are no operation of the application, as the beginning and end of transactions are not either.
/// </summary>
internal static class EfCoreFlowListener
{
    // CommandSource.
    private const int LinqQuery = 1;
    private const int FromSqlQuery = 4;
    private const int BulkUpdate = 8;

    private static readonly Payload<int> Source = new("CommandSource");
    private static readonly Payload<bool> IsAsync = new("IsAsync");
    private static readonly Payload<DbDataReader> Reader = new("DataReader");

    [ThreadStatic]
    private static long _queryCanceledAt;

    /// <summary>
    /// The events of a driver that measures. EF Core that asks for any other is not in the midst of a driver's call: a mark which
    /// the driver has not taken ends with the question, for which nothing is allocated. For what nobody wants it asks once in a
    /// second only, but each time where the application has an interceptor of commands, which is how caches answer without the driver.
    /// </summary>
    public static bool Wants(EfCoreEvent told)
    {
        if (told is EfCoreEvent.DataReaderClosing
            or EfCoreEvent.SavepointCreating or EfCoreEvent.SavepointRollingBack or EfCoreEvent.SavepointReleasing
            or EfCoreEvent.SavepointCreated or EfCoreEvent.SavepointRolledBack or EfCoreEvent.SavepointReleased
            or EfCoreEvent.TransactionError or EfCoreEvent.QueryCanceled)
        {
            return true;
        }

        EfCoreFlow.Leave();
        return false;
    }

    public static void Executed(in CommandEnd end)
    {
        if (end.Result is DbDataReader reader)
        {
            EfCoreFlow.Answered(reader, end.IsAsync);
        }
        else
        {
            EfCoreFlow.Leave(end.IsAsync);
        }
    }

    /// <summary>Takes any other event.</summary>
    public static void Receive(EfCoreEvent told, object payload)
    {
        switch (told)
        {
            case EfCoreEvent.DataReaderClosing:
                var isAsync = IsAsync.Of(payload);
                EfCoreFlow.Closing(Reader.Of(payload), isAsync);
                EfCoreFlow.Enter(isAsync);
                break;
            case EfCoreEvent.CommandExecuting
                or EfCoreEvent.SavepointCreating or EfCoreEvent.SavepointRollingBack or EfCoreEvent.SavepointReleasing:
                EfCoreFlow.Enter(IsAsync.Of(payload));
                break;
            case EfCoreEvent.QueryCanceled:
                CanceledQuery();
                break;
            case EfCoreEvent.CommandCanceled:
                CanceledCommand(payload);
                break;
            case EfCoreEvent.CommandError or EfCoreEvent.DataReaderDisposing or EfCoreEvent.SavepointCreated or EfCoreEvent.SavepointRolledBack
                or EfCoreEvent.SavepointReleased or EfCoreEvent.TransactionError:
                EfCoreFlow.Leave(IsAsync.OfAny(payload));
                break;
        }
    }

    // EF Core tells of the query as well then, mostly on the same thread.
    private static void CanceledCommand(object payload)
    {
        EfCoreFlow.Leave(IsAsync.OfAny(payload));
        if (Source.OfAny(payload) is LinqQuery or FromSqlQuery or BulkUpdate)
        {
            _queryCanceledAt = Environment.TickCount64;
        }
    }

    // What a command that was cancelled before it answered has failed with is known to be EF Core's.
    private static void CanceledQuery()
    {
        if (Environment.TickCount64 - _queryCanceledAt >= UncertainFailures.JustNowMilliseconds)
        {
            UncertainFailures.ClaimCanceled();
        }

        _queryCanceledAt = 0;
    }
}
