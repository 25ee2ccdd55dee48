using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>A running call of <c>SaveChanges</c> and the entities that it has changed so far.</summary>
/// <remarks>
/// An owned entity in its owner's row is told of as an entity of its own. If it alone has changed that is an update of the
/// owner's row; if the owner has changed too it is not to be counted again. So both are remembered by the row's key.
/// </remarks>
internal sealed class Save(ContextModel model) : IOpenSave
{
    private readonly Dictionary<string, EntityCounters?> _rows = new(StringComparer.Ordinal);

    private HashSet<object>? _leftOut;

    public bool MayHaveFailed { get; set; }

    /// <summary>Whether a command of it has been sent.</summary>
    public bool HasSent { get; set; }

    /// <summary>EF Core's event of the last savepoint that was made before a command was sent; null if there was none.</summary>
    public object? LastSavepoint { get; set; }

    /// <summary>Whether EF Core has made a savepoint for it, which is not the application's.</summary>
    public bool HasSavepoint { get; set; }

    /// <summary>Whether a transaction has begun since: what is made in it is no savepoint of this save.</summary>
    public bool HasTransaction { get; set; }

    public PendingChanges Changes { get; private set; } = new();

    /// <summary>Whether an entity has been told of.</summary>
    public bool HasChanges { get; private set; }

    /// <summary>Drops the entities that have been told of so far: these are not what is saved.</summary>
    public void Forget()
    {
        if (HasChanges)
        {
            HasChanges = false;
            Changes = new PendingChanges();
            _rows.Clear();
        }
    }

    /// <summary>A command of it has failed: nothing that was sent before has lasted, and what lost a race then may yet be saved.</summary>
    public void Restart()
    {
        MayHaveFailed = false;
        _leftOut = null;
        Forget();
    }

    /// <summary>Leaves entities out that EF Core will accept, if the save goes on, although the database has not taken them.</summary>
    public void LeaveOut(IEnumerable<object> entities)
    {
        MayHaveFailed = true;
        (_leftOut ??= new(ReferenceEqualityComparer.Instance)).UnionWith(entities);
    }

    /// <summary>Takes an entity that the database has taken.</summary>
    /// <param name="entry">EF Core's entry.</param>
    /// <param name="state">The state before: added, modified or deleted.</param>
    public void Add(object entry, EntityStates state)
    {
        HasChanges = true;
        if (_leftOut?.Contains(EntryReader.Entity(entry)) == true)
        {
            return;
        }

        var metadata = EntryReader.Metadata(entry);
        if (model.Counters(metadata) is { } counters)
        {
            Changes.Add(state switch
            {
                EntityStates.Added => counters.Insert,
                EntityStates.Deleted => counters.Delete,
                _ => counters.Update,
            }, 1);
        }

        if (model.OwnersWithParts.Count > 0 && model.Type(metadata) is { Table: { } table } type && model.OwnersWithParts.Contains(table))
        {
            var row = EntryReader.Row(entry, type);
            if (type.Owner is null)
            {
                _rows[row] = null;
            }
            else
            {
                _rows.TryAdd(row, model.OwnerCounters(type));
            }
        }
    }

    /// <summary>Every entity has been told of.</summary>
    public void Complete()
    {
        foreach (var owner in _rows.Values)
        {
            if (owner is not null)
            {
                Changes.Add(owner.Update, 1);
            }
        }
    }
}
