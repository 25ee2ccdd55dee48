using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Data;

/// <summary>Refuses saves before EF Core has begun with them, as a validation does.</summary>
public sealed class RefusedSaves : SaveChangesInterceptor
{
    public bool AreRefused { get; set; }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        AreRefused ? throw new InvalidOperationException("refused") : result;
}
