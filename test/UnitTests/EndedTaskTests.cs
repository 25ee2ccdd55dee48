using AspNetCorePrometheus.Instrumentation;
using Xunit;

namespace AspNetCorePrometheus.UnitTests;

public sealed class EndedTaskTests
{
    [Fact]
    public async Task An_ending_is_called_once_however_the_task_and_the_look_at_it_race()
    {
        var endings = new Endings();
        const int rounds = 20_000;
        var sources = new TaskCompletionSource[rounds];
        for (var i = 0; i < rounds; i++)
        {
            sources[i] = new TaskCompletionSource();
        }

        using var turn = new Barrier(2);
        var ending = Task.Run(() =>
        {
            for (var i = 0; i < rounds; i++)
            {
                turn.SignalAndWait();
                sources[i].SetResult();
            }
        });
        for (var i = 0; i < rounds; i++)
        {
            turn.SignalAndWait();
            EndedTask.Observe(sources[i].Task, new Ending(endings));
        }

        await ending;
        Assert.True(SpinWait.SpinUntil(() => endings.Count >= rounds, TimeSpan.FromSeconds(30)));
        Assert.Equal(rounds, endings.Count);
    }

    [Fact]
    public void A_task_that_has_ended_is_seen_to_before_the_call_returns()
    {
        var endings = new Endings();

        EndedTask.Observe(Task.CompletedTask, new Ending(endings));
        EndedTask.Observe(Task.FromException(new InvalidOperationException()), new Ending(endings));

        Assert.Equal(2, endings.Count);
    }

    [Fact]
    public void An_ending_that_fails_reaches_neither_the_task_nor_whoever_ends_it()
    {
        var source = new TaskCompletionSource();
        EndedTask.Observe(source.Task, new FailingEnding());

        source.SetResult();

        Assert.True(source.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_look_at_a_task_allocates_nothing_once_the_pool_is_warm()
    {
        // As in ASP.NET Core there is no synchronization context: a continuation runs on the thread that ends the task.
        Assert.Equal((0, 150), await Task.Run(LookAtTasks));
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
            EndedTask.Observe(source.Task, new Ending(endings));
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
