using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>What a cache answers later is handed on as it comes, whatever becomes of it.</summary>
public sealed class PendingAnswerTests : IAsyncDisposable
{
    private readonly SilentCache _inner = new();
    private readonly MeasuredServices _measured;
    private readonly IDistributedCache _cache;

    public PendingAnswerTests()
    {
        _measured = new MeasuredServices(services => services.AddSingleton<IDistributedCache>(_inner));
        _cache = _measured.Get<IDistributedCache>();
    }

    [Fact]
    public async Task A_pending_task_ends_with_the_caches_and_is_counted_by_then()
    {
        var answer = new TaskCompletionSource<byte[]?>();
        var done = new TaskCompletionSource();
        (_inner.Answer, _inner.Done) = (answer.Task, done.Task);

        var get = _cache.GetAsync("a");
        Task[] others = [_cache.SetAsync("a", []), _cache.RefreshAsync("a"), _cache.RemoveAsync("a")];
        Assert.Equal((0, 0), (Count("get hit"), Count("set ok")));
        byte[] value = [1];
        answer.SetResult(value);
        var exception = new TimeoutException();
        done.SetException(exception);

        Assert.Same(value, await get);
        foreach (var other in others)
        {
            Assert.Same(exception, await Assert.ThrowsAsync<TimeoutException>(() => other));
        }

        Assert.Equal((1, 1, 1, 1), (Count("get hit"), Count("set error"), Count("refresh error"), Count("remove error")));
    }

    [Fact]
    public async Task What_the_caller_cancels_while_it_runs_is_not_counted_and_what_is_cancelled_otherwise_is_an_error()
    {
        using var caller = new CancellationTokenSource();
        var answer = new TaskCompletionSource<byte[]?>();
        _inner.Answer = answer.Task;
        var running = _cache.GetAsync("a", caller.Token);
        var other = _cache.GetAsync("a");

        await caller.CancelAsync();
        answer.SetCanceled(caller.Token);

        await Assert.ThrowsAsync<TaskCanceledException>(() => running);
        await Assert.ThrowsAsync<TaskCanceledException>(() => other);
        Assert.Equal(1, Count("get error"));
    }

    [Fact]
    public async Task All_exceptions_of_a_task_stay_on_it()
    {
        _inner.Done = Task.WhenAll(
            Task.Run(() => throw new TimeoutException()), Task.Run(() => throw new InvalidOperationException()));

        var running = _cache.RemoveAsync("a");

        await Assert.ThrowsAnyAsync<Exception>(() => running);
        Assert.Equal(2, running.Exception!.InnerExceptions.Count);
    }

    [Fact]
    public async Task An_exception_that_nobody_awaits_is_still_unobserved()
    {
        var unobserved = new TaskCompletionSource<AggregateException>(TaskCreationOptions.RunContinuationsAsynchronously);
        EventHandler<UnobservedTaskExceptionEventArgs> onUnobserved = (_, failure) =>
        {
            if (failure.Exception.InnerException is FieldAccessException)
            {
                unobserved.TrySetResult(failure.Exception);
            }
        };
        TaskScheduler.UnobservedTaskException += onUnobserved;
        try
        {
            Forget();
            await CountedAsync(1);
            for (var i = 0; i < 100 && !unobserved.Task.IsCompleted; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                await Task.Delay(10);
            }

            Assert.True(unobserved.Task.IsCompleted);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= onUnobserved;
        }
    }

    [Fact]
    public void A_look_up_that_completes_at_once_allocates_nothing()
    {
        Assert.Equal(0, Allocated(() => _cache.Get("a")));
        Assert.Equal(0, Allocated(() => _cache.GetAsync("a")));
        Assert.Equal(0, Allocated(() => _cache.SetAsync("a", [])));
    }

    public ValueTask DisposeAsync() => _measured.DisposeAsync();

    private static long Allocated(Action call)
    {
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            call();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    // Nothing may hold the task.
    private void Forget()
    {
        var failing = new TaskCompletionSource();
        _inner.Done = failing.Task;
        _ = _cache.SetAsync("a", []);
        failing.SetException(new FieldAccessException());
        _inner.Done = Task.CompletedTask;
    }

    private long Count(string counted) => _measured.Count("SilentCache", counted);

    // A test has a synchronization context, and continuations are then left to the thread pool.
    private async Task CountedAsync(long operations)
    {
        string[] all = ["get hit", "get miss", "get error", "set ok", "set error", "refresh ok", "refresh error", "remove ok", "remove error"];
        for (var i = 0; i < 500 && all.Sum(Count) < operations; i++)
        {
            await Task.Delay(10);
        }
    }
}
