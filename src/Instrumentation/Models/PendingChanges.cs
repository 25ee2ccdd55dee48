using System.Runtime.InteropServices;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Changes that become lasting, or not, together: those of a save or of a transaction with its savepoints.</summary>
internal sealed class PendingChanges
{
    private readonly List<Change> _changes = [];

    private Stack<int>? _savepoints;

    public bool IsEmpty => _changes.Count == 0;

    public void Add(LaneCounter counter, long count)
    {
        lock (_changes)
        {
            var since = _savepoints is { Count: > 0 } savepoints ? savepoints.Peek() : 0;
            foreach (ref var change in CollectionsMarshal.AsSpan(_changes)[since..])
            {
                if (ReferenceEquals(change.Counter, counter))
                {
                    change = new Change(counter, change.Count + count);
                    return;
                }
            }

            _changes.Add(new Change(counter, count));
        }
    }

    /// <summary>Takes over the changes of a save.</summary>
    public void Add(PendingChanges save)
    {
        foreach (var (counter, count) in save._changes)
        {
            Add(counter, count);
        }
    }

    public void CreateSavepoint()
    {
        lock (_changes)
        {
            (_savepoints ??= []).Push(_changes.Count);
        }
    }

    /// <summary>Drops what came after the last savepoint, which remains.</summary>
    public void RollBackToSavepoint()
    {
        lock (_changes)
        {
            var since = _savepoints is { Count: > 0 } savepoints ? savepoints.Peek() : 0;
            _changes.RemoveRange(since, _changes.Count - since);
        }
    }

    public void ReleaseSavepoint()
    {
        lock (_changes)
        {
            _savepoints?.TryPop(out _);
        }
    }

    /// <summary>The changes are lasting.</summary>
    public void Count()
    {
        lock (_changes)
        {
            foreach (var (counter, count) in _changes)
            {
                counter.Add(count);
            }

            _changes.Clear();
        }
    }
}
