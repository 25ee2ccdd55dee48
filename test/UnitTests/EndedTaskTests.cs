using AspNetCorePrometheus.Instrumentation;
using Xunit;

namespace AspNetCorePrometheus.UnitTests;

public sealed class EndedTaskTests
{
    [Fact]
    public async Task An_ending_is_told_once_and_before_whoever_awaits_goes_on_however_the_task_and_the_look_at_it_race()
    {
        var endings = new Endings();
        const int rounds = 20_000;
        var sources = Enumerable.Range(0, rounds).Select(_ => new TaskCompletionSource<int>()).ToArray();
        using var turn = new Barrier(2);
        var ending = Task.Run(() =>
        {
            for (var i = 0; i < rounds; i++)
            {
                turn.SignalAndWait();
                sources[i].SetResult(i);
            }
        });
        await Task.Run(() =>
        {
            for (var i = 0; i < rounds; i++)
            {
                turn.SignalAndWait();
                Assert.Equal(i, EndedTask.Relay(sources[i].Task, new Ending(endings)).GetAwaiter().GetResult());
                Assert.Equal(i + 1, endings.Count);
            }
        });

        await ending;
    }

    [Fact]
    public void A_task_that_has_ended_is_seen_to_before_the_call_returns()
    {
        var endings = new Endings();

        Assert.Same(Task.CompletedTask, EndedTask.Relay(Task.CompletedTask, new Ending(endings)));
        var failed = Task.FromException(new InvalidOperationException());
        Assert.Same(failed, EndedTask.Relay(failed, new Ending(endings)));

        Assert.Equal(2, endings.Count);
    }

    [Fact]
    public async Task An_ending_that_fails_reaches_neither_the_task_nor_whoever_ends_it()
    {
        var source = new TaskCompletionSource();
        var relayed = EndedTask.Relay(source.Task, new FailingEnding());

        source.SetResult();

        await relayed;
    }

    [Fact]
    public async Task A_look_at_a_task_allocates_the_task_that_is_handed_on_once_the_pool_is_warm()
    {
        // As in ASP.NET Core there is no synchronization context: a continuation runs on the thread that ends the task.
        var (bytes, endings) = await Task.Run(LookAtTasks);
        Assert.Equal(150, endings);
        Assert.Equal(50 * 64, bytes);
    }

    [Fact]
    public async Task Looks_at_many_tasks_at_once_are_never_mistaken_for_one_another()
    {
        var endings = new Endings();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var expected = (client * 5_000) + i;
                Assert.Equal(expected, await EndedTask.Relay(Later(expected), new Ending(endings)));
            }
        })));

        Assert.Equal(40_000, endings.Count);

        static async Task<int> Later(int value)
        {
            await Task.Yield();
            return value;
        }
    }

    private static (long Bytes, int Endings) LookAtTasks()
    {
        var endings = new Endings();
        var sources = Enumerable.Range(0, 150).Select(_ => new TaskCompletionSource()).ToArray();
        Look(sources.AsSpan(..100), endings);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Look(sources.AsSpan(100..), endings);

        return (GC.GetAllocatedBytesForCurrentThread() - before, endings.Count);
    }

    private static void Look(ReadOnlySpan<TaskCompletionSource> sources, Endings endings)
    {
        foreach (var source in sources)
        {
            EndedTask.Relay(source.Task, new Ending(endings));
            source.SetResult();
        }
    }

    private sealed class Endings
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public void Add() => Interlocked.Increment(ref _count);
    }

    private readonly struct Ending(Endings endings) : ITaskEnding
    {
        public void Ended(Task task) => endings.Add();
    }

    private readonly struct FailingEnding : ITaskEnding
    {
        public void Ended(Task task) => throw new NotSupportedException("on purpose");
    }
}
