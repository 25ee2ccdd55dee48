using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Data;

/// <summary>Sends a raw command of its own behind each query, as an audit does.</summary>
public sealed class AuditedQueries(string connection) : DbCommandInterceptor
{
    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        using var raw = new NpgsqlConnection(connection);
        raw.Open();
        using var audit = new NpgsqlCommand("SELECT 1", raw);
        audit.ExecuteScalar();
        return result;
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        await using var raw = new NpgsqlConnection(connection);
        await raw.OpenAsync(cancellationToken);
        await using var audit = new NpgsqlCommand("SELECT 1", raw);
        await audit.ExecuteScalarAsync(cancellationToken);
        return result;
    }
}
