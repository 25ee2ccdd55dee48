using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>The properties of one event's payload. Each event has a type of its own, so each has readers that stay bound to it.</summary>
internal sealed class SqlClientPayload
{
    private static readonly SqlClientPayload[] All =
        [.. Enum.GetValues<SqlClientEvent>().Select(static _ => new SqlClientPayload())];

    /// <summary>Equal in the beginning of an operation and its end.</summary>
    public Payload<Guid> OperationId { get; } = new("OperationId");

    /// <summary>In stopwatch ticks.</summary>
    public Payload<long> Timestamp { get; } = new("Timestamp");

    public Payload<DbCommand> Command { get; } = new("Command");

    public Payload<DbConnection> Connection { get; } = new("Connection");

    /// <summary>Of an open connection: the physical one, which a pool gives out again and again. Empty if it is closed.</summary>
    public Payload<Guid> ConnectionId { get; } = new("ConnectionId");

    public Payload<Exception> Exception { get; } = new("Exception");

    public static SqlClientPayload Of(SqlClientEvent kind) => All[(int)kind];
}
