using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AspNetCorePrometheus.UnitTests.Models;

/// <summary>What an application does before a save inside of its transaction.</summary>
internal sealed class ApplicationSavepoints : SaveChangesInterceptor
{
    /// <summary>Done once, before the next save.</summary>
    public Action? Next { get; set; }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        var next = Next;
        Next = null;
        next?.Invoke();
        return result;
    }
}
