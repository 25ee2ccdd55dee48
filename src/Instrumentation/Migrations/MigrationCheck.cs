using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>One context of one host: when it is due, what it last told, and how it failed.</summary>
internal sealed class MigrationCheck(
    ContextRegistration context, IServiceProvider services, MigrationFamilies families, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private readonly MigrationSeries _series = new(context.Name, families);

    private int _failures;
    private long _startedAt;
    private volatile bool _isRunning;
    private bool _isCounted;
    private bool _hasEnded;

    /// <summary>How long a look-up may take: longer than any sound history table does, shorter than most drivers wait by themselves.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its limit a look-up that does not heed its cancellation counts as failed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When it is due, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long DueAt { get; private set; } = Environment.TickCount64;

    /// <summary>Whether a look-up is under way.</summary>
    public bool IsRunning => _isRunning;

    /// <summary>Whether the look-up that is under way should have ended long ago.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>Whether there is nothing more to look up: the host ends, or the context has no migrations to tell of.</summary>
    public bool HasEnded
    {
        get
        {
            lock (_gate)
            {
                return _hasEnded || stopping.IsCancellationRequested;
            }
        }
    }

    /// <summary>The series that it last wrote.</summary>
    public MigrationSeries Series => _series;

    /// <summary>Looks up once. Never throws.</summary>
    public async Task RunAsync(TimeSpan refresh)
    {
        lock (_gate)
        {
            _isRunning = true;
            IsOverdue = _isCounted = false;
            _startedAt = Environment.TickCount64;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(Limit);
        try
        {
            Take(await MigrationLookUp.RunAsync(context, services, Limit, limit.Token));
        }
        catch (Exception exception)
        {
            // The database's faults are the application's, and are counted where an operator looks for them.
            Fail(limit.IsCancellationRequested && exception is not TimeoutException ? new TimeoutException(null, exception) : exception);
        }
        finally
        {
            PutOff(refresh);
        }
    }

    /// <summary>Makes it due again after the interval, whether it has been looked up or could not even begin.</summary>
    public void PutOff(TimeSpan refresh)
    {
        DueAt = Environment.TickCount64 + (long)RefreshInterval.Next(refresh, _failures, Random.Shared.NextDouble()).TotalMilliseconds;
        _isRunning = false;
    }

    /// <summary>
    /// Counts a look-up that has not ended long after its time, because the driver does not heed cancellation. It is not waited
    /// for, and not repeated before it ends.
    /// </summary>
    public void NoteOverdue()
    {
        lock (_gate)
        {
            if (IsRunning && !_isCounted && Environment.TickCount64 - _startedAt > (Limit + Grace).TotalMilliseconds)
            {
                IsOverdue = true;
                Fail(new TimeoutException());
            }
        }
    }

    /// <summary>Ends it: what a look-up under way still finds is not taken.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
        }
    }

    private void Take(MigrationCounts? counts)
    {
        lock (_gate)
        {
            if (counts is null || HasEnded)
            {
                _hasEnded = true;
                return;
            }

            _failures = 0;
            _series.Show(counts);
        }
    }

    private void Fail(Exception exception)
    {
        lock (_gate)
        {
            if (HasEnded || (exception is ObjectDisposedException && IsGone()))
            {
                _hasEnded = true;
                return;
            }

            if (_isCounted)
            {
                return;
            }

            _isCounted = true;
            _failures++;
            _series.CountError(exception.GetType());
            if (_failures == 1)
            {
                OwnLog.Write(
                    OwnLogLevel.Warning,
                    LogEvents.MigrationLookUpFailed,
                    $"the migrations of {context.Context.FullName} cannot be looked up ({exception.GetType()}); it will be tried again");
            }
        }
    }

    // A host that is disposed of without having been stopped.
    private bool IsGone()
    {
        try
        {
            services.GetService(typeof(IServiceProvider));
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }
}
