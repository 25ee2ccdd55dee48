using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>The process's push by OTLP: begins when the first host has started, and is flushed when a host has stopped.</summary>
/// <param name="endpoint">The setting <c>OtlpEndpoint</c>.</param>
/// <param name="snapshot">Makes what requests are made from; called once, when pushing begins.</param>
#pragma warning disable CA1001 // The push ends with the process.
internal sealed class OtlpExport(Uri endpoint, Func<OtlpSnapshot> snapshot)
#pragma warning restore CA1001
{
    private const int LongestPauseSeconds = 30;

    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _beginning = new();
    private readonly ManualResetEventSlim _hasBegun = new();

    private OtlpPush? _push;
    private volatile bool _isBeginning;

    /// <summary>Follows a host from its start to its end.</summary>
    public void Follow(IHostApplicationLifetime lifetime)
    {
        lifetime.ApplicationStarted.UnsafeRegister(static export => ((OtlpExport)export!).Start(), this);
        lifetime.ApplicationStopped.UnsafeRegister(static export => ((OtlpExport)export!).Flush(), this);
    }

    private void Start()
    {
        if (OwnThread.Start("otlp", Begin))
        {
            _isBeginning = true;
        }
    }

    // A host may have stopped before the thread that begins has run.
    private void Flush()
    {
        var started = Stopwatch.GetTimestamp();
        if (_isBeginning && _hasBegun.Wait(FlushLimit))
        {
            _push?.Flush(FlushLimit - Stopwatch.GetElapsedTime(started));
        }
    }

    private void Begin()
    {
        lock (_beginning)
        {
            if (_hasBegun.IsSet)
            {
                return;
            }

            try
            {
                Push();
            }
            finally
            {
                _hasBegun.Set();
            }
        }
    }

    // A file of certificates that cannot be used is reported by the thread, and nothing is pushed.
    private void Push()
    {
        var environment = new OtlpEnvironment(Environment.GetEnvironmentVariable, Report);
        var options = environment.Complete(endpoint);
        var source = new Lazy<OtlpSnapshot>(snapshot);
        _push = new OtlpPush(options.Interval, () => source.Value.Take(), new OtlpClient(options).Send, Pause);
        _push.Start();
    }

    private static void Report(string problem) => OwnLog.Write(OwnLogLevel.Warning, LogEvents.PushSetting, problem);

    // Twice as long each time, and at random up to half of that less, so that a fleet does not come back at once.
    private static TimeSpan Pause(int failed) =>
        TimeSpan.FromSeconds(Math.Min(LongestPauseSeconds, Math.Pow(2, Math.Min(failed - 1, 10))) * (1 - (Random.Shared.NextDouble() / 2)));
}
