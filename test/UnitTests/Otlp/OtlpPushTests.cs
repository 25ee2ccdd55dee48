using System.Collections.Concurrent;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Otlp;

[Collection(ProcessWide.Name)]
public sealed class OtlpPushTests : IDisposable
{
    private static readonly TimeSpan Never = TimeSpan.FromHours(10);
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<byte> _sent = new();
    private OtlpPush? _push;
    private byte _snapshots;

    public void Dispose() => _push?.Dispose();

    [Fact]
    public async Task Each_interval_pushes_a_snapshot_of_its_own()
    {
        Push(AtOnce, (_, _) => OtlpAnswer.Taken).Start();

        await Eventually.True(() => _sent.Count >= 3, "three pushes");
        Assert.Equal([1, 2, 3], _sent.Take(3).ToArray());
    }

    [Fact]
    public void What_may_pass_is_sent_again_and_what_may_not_is_not()
    {
        var push = Push(Never, (_, _) => _sent.Count < 3 ? new OtlpAnswer("busy", IsPassing: true) : new OtlpAnswer("bad"));
        push.Start();

        push.Flush(Patience);

        Assert.Equal([1, 1, 1], _sent.ToArray());
    }

    [Fact]
    public void A_flush_pushes_what_there_is_now_and_waits_for_it()
    {
        var push = Push(Never, (_, _) => OtlpAnswer.Taken);
        push.Start();

        push.Flush(Patience);
        Assert.Equal([1], _sent.ToArray());
        push.Flush(Patience);
        Assert.Equal([1, 2], _sent.ToArray());
    }

    [Fact]
    public async Task A_flush_does_not_wait_for_an_attempt_that_hangs()
    {
        var push = Push(AtOnce, (_, waking) => _sent.Count == 1 && waking.WaitHandle.WaitOne(Patience)
            ? new OtlpAnswer("there was no answer in time", IsPassing: true)
            : OtlpAnswer.Taken);
        push.Start();
        await Eventually.True(() => _sent.Count == 1, "a push that hangs");

        push.Flush(Patience);

        Assert.Contains((byte)2, _sent);
    }

    [Fact]
    public void A_flush_ends_when_its_time_is_over()
    {
        var released = new ManualResetEventSlim();
        var push = Push(Never, (_, _) =>
        {
            released.Wait(Patience, CancellationToken.None);
            return OtlpAnswer.Taken;
        });
        push.Start();

        push.Flush(TimeSpan.FromMilliseconds(50));

        Assert.False(released.IsSet);
        released.Set();
    }

    [Fact]
    public async Task A_receiver_that_is_down_is_counted_each_time_and_written_once_and_pushing_goes_on()
    {
        using var log = new LogFile();
        var before = Counted();
        var problem = "it is down " + Guid.NewGuid();
        Push(AtOnce, (_, _) => _sent.Count < 4 ? new OtlpAnswer(problem) : OtlpAnswer.Taken).Start();

        await Eventually.True(() => _sent.Count > 4, "pushes after the failed ones");

        Assert.True(Counted() - before >= 3, $"{Counted() - before} were counted");
        Assert.Equal(2, log.Text.Split(problem).Length);
        Assert.Contains("[80]", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_snapshot_that_fails_is_reported_and_the_next_one_is_pushed()
    {
        using var log = new LogFile();
        var made = 0;
        _push = new OtlpPush(
            AtOnce,
            () => ++made == 1 ? throw new InvalidDataException("no snapshot") : [(byte)made],
            Keep((_, _) => OtlpAnswer.Taken),
            _ => AtOnce);
        _push.Start();

        await Eventually.True(() => !_sent.IsEmpty, "a push");
        Assert.Equal(2, _sent.First());
    }

    private static long Counted() => FaultReport.Counts.Where(count => count.Key == "otlp").Sum(count => count.Value);

    private OtlpPush Push(TimeSpan interval, Func<byte[], CancellationToken, OtlpAnswer> send) =>
        _push = new(interval, () => [++_snapshots], Keep(send), _ => AtOnce);

    private Func<byte[], CancellationToken, OtlpAnswer> Keep(Func<byte[], CancellationToken, OtlpAnswer> send) => (message, waking) =>
    {
        _sent.Enqueue(message[0]);
        return send(message, waking);
    };
}
