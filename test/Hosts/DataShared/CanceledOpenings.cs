using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Data;

/// <summary>Cancels when the driver is about to open a connection.</summary>
public sealed class CanceledOpenings(CancellationTokenSource source) : DbConnectionInterceptor
{
    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        await source.CancelAsync();
        return result;
    }
}
