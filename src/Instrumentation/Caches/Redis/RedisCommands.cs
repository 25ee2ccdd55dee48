using System.Diagnostics;
using System.Net;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;
using StackExchange.Redis.Profiling;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>
/// One profiling session for all multiplexers of the process and its one drain, which runs whether or not somebody scrapes. The
/// library keeps each command, with what it sends, until the session is read: so that happens often, and their number is bounded.
/// </summary>
#pragma warning disable CA1001 // It ends with the process.
internal sealed class RedisCommands(CacheFamilies families)
#pragma warning restore CA1001
{
    private const int Enough = 5_000;
    private const int Most = 50_000;
    private const int MostSeries = 10_000;

    private readonly ProfilingSession _session = new();
    private readonly Dictionary<(string Command, EndPoint Server, int Database), LaneHistogram> _series = [];
    private readonly AutoResetEvent _hasEnough = new(false);

    private int _kept;
    private int _isFull;

    /// <summary>The session of a command that is about to be sent; null where no more can be kept.</summary>
    public ProfilingSession? Session()
    {
        var kept = Interlocked.Increment(ref _kept);
        if (kept == Enough)
        {
            _hasEnough.Set();
        }

        if (kept <= Most)
        {
            return _session;
        }

        Volatile.Write(ref _isFull, 1);
        return null;
    }

    /// <summary>Waits until there is enough to read, but not longer, and reads.</summary>
    public void Drain(TimeSpan longest)
    {
        _hasEnough.WaitOne(longest);
        Interlocked.Exchange(ref _kept, 0);
        foreach (var command in _session.FinishProfiling())
        {
            Record(command);
        }

        if (Interlocked.Exchange(ref _isFull, 0) != 0)
        {
            OwnLog.Write(
                OwnLogLevel.Warning,
                LogEvents.RedisCommandsDropped,
                $"redis: more than {Most} commands between two looks; some are not in the durations");
        }
    }

    private void Record(IProfiledCommand command)
    {
        if (command.EndPoint is not { } server)
        {
            return;
        }

        var key = (command.Command ?? string.Empty, server, command.Db);
        if (!_series.TryGetValue(key, out var series))
        {
            series = Make(key);
            if (_series.Count < MostSeries)
            {
                _series[key] = series;
            }
        }

        // It has ended some time ago, in a trace that is not known here.
        series.RecordPast((long)(command.ElapsedTime.TotalSeconds * Stopwatch.Frequency), null);
    }

    private LaneHistogram Make((string Command, EndPoint Server, int Database) key)
    {
        var (address, port) = RedisWords.Server(key.Server);
        return families.RedisDuration.Series(
            new(RedisWords.System, RedisWords.Redis),
            new(RedisWords.Operation, RedisWords.Command(key.Command)),
            new(RedisWords.Database, key.Database < 0 ? null : key.Database),
            new(RedisWords.Address, address),
            new(RedisWords.Port, port));
    }
}
