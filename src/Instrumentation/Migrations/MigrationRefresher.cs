using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Starts the look-ups of all hosts when they are due, on one thread of the process. A look-up that waits for its database keeps
/// neither the thread nor the others waiting.
/// </summary>
internal sealed class MigrationRefresher(TimeSpan refresh)
{
    // A process with many contexts does not open a connection for each at the same moment.
    private const int MostAtOnce = 4;
    private const int LongestPause = 5000;

    // A monitor and no Lock, as the thread waits on it.
    private readonly object _gate = new();
    private readonly List<MigrationCheck> _checks = [];
    private bool _hasThread;
    private bool _hasChanged;

    /// <summary>
    /// Adds the checks of a host, and becomes the thread that starts them unless there is one; returns when none are left.
    /// </summary>
    public void Run(IReadOnlyCollection<MigrationCheck> checks)
    {
        lock (_gate)
        {
            _checks.AddRange(checks);
            if (_hasThread)
            {
                Wake();
                return;
            }

            _hasThread = true;
        }

        while (Due() is { } due)
        {
            foreach (var check in due)
            {
                _ = LookUpAsync(check);
            }
        }
    }

    /// <summary>Ends the checks of a host.</summary>
    public void End(IReadOnlyCollection<MigrationCheck> checks)
    {
        lock (_gate)
        {
            foreach (var check in checks)
            {
                check.End();
            }

            Sweep();
            Wake();
        }
    }

    // Waits until checks are due; null when none are left.
    private List<MigrationCheck>? Due()
    {
        lock (_gate)
        {
            while (true)
            {
                Sweep();
                if (_checks.Count == 0)
                {
                    _hasThread = false;
                    return null;
                }

                _checks.ForEach(static check => check.NoteOverdue());
                var now = Environment.TickCount64;
                var room = MostAtOnce - _checks.Count(static check => check is { IsRunning: true, IsOverdue: false });
                var due = _checks.Where(check => !check.IsRunning && check.DueAt <= now).Take(room).ToList();
                if (due.Count > 0)
                {
                    return due;
                }

                Wait(now);
            }
        }
    }

    private void Wait(long now)
    {
        var next = _checks.Where(static check => !check.IsRunning).Select(static check => check.DueAt).DefaultIfEmpty(long.MaxValue).Min();
        var pause = next <= now ? LongestPause : Math.Min(next - now, LongestPause);
        if (!_hasChanged)
        {
            Monitor.Wait(_gate, (int)pause);
        }

        _hasChanged = false;
    }

    private void Wake()
    {
        _hasChanged = true;
        Monitor.PulseAll(_gate);
    }

    // Series that no other host writes leave the page with the context that told of them.
    private void Sweep()
    {
        var ended = _checks.FindAll(static check => check.HasEnded);
        if (ended.Count > 0)
        {
            _checks.RemoveAll(ended.Contains);
            MigrationSeries.Clear(ended.SelectMany(check => check.Series.Shown).Except(_checks.SelectMany(check => check.Series.Shown)));
        }
    }

    private async Task LookUpAsync(MigrationCheck check)
    {
        try
        {
            FaultSeam.Pass(Boundaries.MigrationsLookUp);
            await check.RunAsync(refresh);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "migrations", exception))
        {
            // What is still due would be begun again at once, and without end.
            check.PutOff(refresh);
        }

        lock (_gate)
        {
            Wake();
        }
    }
}
