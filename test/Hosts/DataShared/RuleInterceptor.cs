using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Data;

/// <summary>Changes the states of entities before they are saved, as auditing and soft deletes do.</summary>
public sealed class RuleInterceptor(string rule) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = eventData.Context!;
        var modified = db.ChangeTracker.Entries<Blog>().Where(entry => entry.State == EntityState.Modified).ToList();
        var deleted = db.ChangeTracker.Entries<Blog>().Where(entry => entry.State == EntityState.Deleted).ToList();
        switch (rule)
        {
            case "audited":
                db.AddRange(modified.Concat(deleted).Select(entry => new Tag { Name = entry.Entity.Name }).ToList());
                break;
            case "soft-deleted":
                deleted.ForEach(entry => Set(entry, EntityState.Modified));
                break;
            case "reverted":
                modified.Take(1).ToList().ForEach(entry => Set(entry, EntityState.Unchanged));
                deleted.ForEach(entry => Set(entry, EntityState.Detached));
                break;
            case "all-reverted":
                modified.Concat(deleted).ToList().ForEach(entry => Set(entry, EntityState.Unchanged));
                break;
        }

        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    // With the part of it that is in the same row.
    private static void Set(EntityEntry<Blog> entry, EntityState state)
    {
        entry.Reference(blog => blog.Address).TargetEntry!.State = state;
        entry.State = state;
    }
}
