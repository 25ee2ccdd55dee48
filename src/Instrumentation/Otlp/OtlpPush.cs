using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Pushes a fresh snapshot every interval, on a thread of its own, and another one when a host ends.</summary>
/// <remarks>
/// Values are cumulative, so a push that failed is made up for by the next one: nothing is kept but the request under way, which is
/// sent again until the next is due. A push that waits is given up for one that must not wait.
/// </remarks>
/// <param name="interval">From one push to the next.</param>
/// <param name="snapshot">Makes a request.</param>
/// <param name="send">Sends it once; does not throw where the receiver is at fault.</param>
/// <param name="pause">How long to wait before an attempt is repeated, by the number of those that failed.</param>
internal sealed class OtlpPush(
    TimeSpan interval, Func<byte[]> snapshot, Func<byte[], CancellationToken, OtlpAnswer> send, Func<int, TimeSpan> pause) : IDisposable
{
    private readonly object _gate = new();

    private CancellationTokenSource _waking = new();
    private long _wanted;
    private long _done;
    private bool _isRunning;
    private volatile bool _isDisposed;

    /// <summary>Starts the thread; later calls do nothing.</summary>
    public void Start()
    {
        lock (_gate)
        {
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        OwnThread.Start("otlp", Run);
    }

    /// <summary>Pushes what there is now, and returns when that is done or the time is over. Never throws.</summary>
    public void Flush(TimeSpan limit)
    {
        CancellationTokenSource waking;
        long ticket;
        lock (_gate)
        {
            if (!_isRunning)
            {
                return;
            }

            ticket = ++_wanted;
            waking = _waking;
        }

        waking.Cancel();
        var end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            for (long left; _done < ticket && (left = end - Environment.TickCount64) > 0;)
            {
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
            }
        }
    }

    /// <summary>Ends the thread after what it is doing now.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        Flush(TimeSpan.Zero);
    }

    private void Run()
    {
        var due = Environment.TickCount64;
        while (!_isDisposed)
        {
            due = Math.Max(due + (long)interval.TotalMilliseconds, Environment.TickCount64);
            Await(due, _waking.Token);
            var (ticket, waking) = Begin();
            Push(due + (long)interval.TotalMilliseconds, waking);
            End(ticket);
        }
    }

    private (long Ticket, CancellationToken Waking) Begin()
    {
        lock (_gate)
        {
            if (_waking.IsCancellationRequested)
            {
                _waking = new CancellationTokenSource();
            }

            return (_wanted, _waking.Token);
        }
    }

    private void End(long ticket)
    {
        lock (_gate)
        {
            _done = ticket;
            Monitor.PulseAll(_gate);
        }
    }

    private void Push(long end, CancellationToken waking)
    {
        try
        {
            FaultSeam.Pass(Boundaries.OtlpPush);
            if (Send(snapshot(), end, waking) is { Problem: { } problem } && !waking.IsCancellationRequested)
            {
                FaultReport.Note(LogEvents.PushFailed, "otlp", "the receiver of OTLP: " + problem);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.PushFailed, "otlp", exception))
        {
        }
    }

    private OtlpAnswer Send(byte[] request, long end, CancellationToken waking)
    {
        for (var failed = 1;; failed++)
        {
            var answer = send(request, waking);
            var wait = answer.Wait > TimeSpan.Zero ? answer.Wait : pause(failed);
            var next = Environment.TickCount64 + (long)wait.TotalMilliseconds;
            if (!answer.IsPassing || next >= end || Await(next, waking))
            {
                return answer;
            }
        }
    }

    // Until then, or until somebody must not wait; answers whether that is so.
    private static bool Await(long until, CancellationToken waking) =>
        waking.WaitHandle.WaitOne((int)Math.Clamp(until - Environment.TickCount64, 0, int.MaxValue));
}
