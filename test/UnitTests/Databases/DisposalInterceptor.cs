using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AspNetCorePrometheus.UnitTests.Databases;

/// <summary>Disposes of a context while its command is on its way, as the end of a request does that did not wait for it.</summary>
internal sealed class DisposalInterceptor : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        eventData.Context!.Dispose();
        return result;
    }
}
