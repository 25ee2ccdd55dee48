namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Saves that have lost a race, until it is known whether an interceptor let them go on. EF Core tells only of those that did: the others have
/// failed when the page is written, when their context saves again, or when many have come since.
/// </summary>
internal sealed class LostRaces
{
    private const int MostHeld = 256;

    private readonly Lock _gate = new();
    private readonly List<StartedSave> _held = [];

    public void Add(StartedSave save)
    {
        lock (_gate)
        {
            if (_held.Count >= MostHeld)
            {
                _held[0].Fail();
                _held.RemoveAt(0);
            }

            if (!_held.Contains(save))
            {
                _held.Add(save);
            }
        }
    }

    /// <summary>EF Core tells how a save has ended.</summary>
    public void End(StartedSave save, string? error, long now)
    {
        if (!save.MayHaveFailed)
        {
            save.Count(error, now);
            return;
        }

        lock (_gate)
        {
            _held.Remove(save);
            save.Count(error, now);
        }
    }

    /// <summary>A save has failed without a word.</summary>
    public void Fail(StartedSave? save)
    {
        lock (_gate)
        {
            if (save is not null)
            {
                _held.Remove(save);
                save.Fail();
            }
        }
    }

    /// <summary>Counts all that have not gone on by now.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            _held.ForEach(static save => save.Fail());
            _held.Clear();
        }
    }
}
