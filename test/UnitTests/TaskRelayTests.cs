using AspNetCorePrometheus.Instrumentation;
using Xunit;

namespace AspNetCorePrometheus.UnitTests;

/// <summary>The task that is handed on ends as the application's own does.</summary>
public sealed class TaskRelayTests
{
    private readonly Recorder _relay = new();

    [Fact]
    public async Task An_end_is_seen_before_whoever_awaits_goes_on()
    {
        for (var time = 0; time < 1000; time++)
        {
            await _relay.Observe(Task.Run(() => { }));
            Assert.Equal(time + 1, _relay.Ends.Count);
        }
    }

    [Fact]
    public async Task An_exception_keeps_its_stack_trace()
    {
        var directly = await Assert.ThrowsAsync<InvalidOperationException>(() => Awaited(task => task));
        var relayed = await Assert.ThrowsAsync<InvalidOperationException>(() => Awaited(_relay.Observe));

        Assert.Equal(directly.StackTrace, relayed.StackTrace);
        Assert.Same(relayed, Assert.Single(_relay.Ends));

        static async Task Awaited(Func<Task, Task> through) => await through(Fails());
    }

    [Fact]
    public async Task All_exceptions_of_a_task_arrive()
    {
        var relayed = _relay.Observe(Task.WhenAll(Fails(), Fails()));

        await Assert.ThrowsAsync<InvalidOperationException>(() => relayed);
        Assert.Equal(2, relayed.Exception!.InnerExceptions.Count);
    }

    [Fact]
    public async Task A_cancelled_task_stays_one_with_its_token()
    {
        using var source = new CancellationTokenSource();
        var relayed = _relay.Observe(Waits(source.Token));
        await source.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => relayed);
        Assert.True(relayed.IsCanceled);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.IsAssignableFrom<OperationCanceledException>(Assert.Single(_relay.Ends));

        static async Task Waits(CancellationToken token) => await Task.Delay(Timeout.Infinite, token);
    }

    [Fact]
    public void A_task_that_has_ended_is_handed_on_itself()
    {
        var ended = Task.FromException(new InvalidOperationException());

        Assert.Same(ended, _relay.Observe(ended));
        Assert.IsType<InvalidOperationException>(Assert.Single(_relay.Ends));
    }

    private static async Task Fails()
    {
        await Task.Yield();
        throw new InvalidOperationException("broken");
    }

    private sealed class Recorder : TaskRelay
    {
        public List<Exception?> Ends { get; } = [];

        public Task Observe(Task task) => Relay(task);

        protected override void Ended(Exception? exception) => Ends.Add(exception);
    }
}
