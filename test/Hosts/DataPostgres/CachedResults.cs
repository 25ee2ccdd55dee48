using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Data;

/// <summary>Answers queries without the database, as a second-level cache does; it holds no rows.</summary>
public sealed class CachedResults : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) =>
        InterceptionResult<DbDataReader>.SuppressWithResult(new DataTable().CreateDataReader());
}
