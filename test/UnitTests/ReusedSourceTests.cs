using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation;
using Xunit;

namespace AspNetCorePrometheus.UnitTests;

/// <summary>The tasks of a source that is used again end as those of new sources do.</summary>
public sealed class ReusedSourceTests
{
    private static readonly CancellationToken Cancelled = new(canceled: true);

    public static TheoryData<string> Endings => ["result", "failure", "failures", "cancellation", "failed cancellation"];

    [Fact]
    public void This_runtime_allows_it_and_one_with_other_members_would_not()
    {
        Assert.True(ReusedSource.IsPossible);
        Assert.True(ReusedSource<byte[]>.IsPossible);
        Assert.True(ReusedSource<int>.IsPossible);
        Assert.False(ReusedSource.Has(typeof(TaskCompletionSource), typeof(Task<int>)));
        Assert.False(ReusedSource.Has(typeof(ReusedSourceTests), typeof(Task)));
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task Each_use_ends_as_the_task_that_it_follows(string ending)
    {
        TaskCompletionSource<int>? source = null;
        TaskCompletionSource? plain = null;
        for (var use = 0; use < 3; use++)
        {
            var ended = Ended(ending);
            var (promise, other) = (ReusedSource<int>.Begin(ref source), ReusedSource.Begin(ref plain));
            Assert.Equal((TaskStatus.WaitingForActivation, TaskStatus.WaitingForActivation), (promise.Status, other.Status));
            ReusedSource<int>.End(ref source, ended);
            ReusedSource.End(ref plain, ended);

            Assert.Equal(await Told(ended), await Told(promise));
            Assert.Equal(await Told(ended), await Told(other));
            Assert.Equal(ended.IsCompletedSuccessfully ? 7 : 0, promise.IsCompletedSuccessfully ? await promise : 0);
        }
    }

    [Fact]
    public void What_a_task_ended_with_is_not_kept_for_the_next_use()
    {
        TaskCompletionSource<object>? source = null;

        var result = Use(ref source);
        GC.Collect();

        Assert.False(result.IsAlive);
        GC.KeepAlive(source);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Use(ref TaskCompletionSource<object>? source)
        {
            var result = new object();
            ReusedSource<object>.Begin(ref source);
            ReusedSource<object>.End(ref source, Task.FromResult(result));
            return new WeakReference(result);
        }
    }

    private static Task<int> Ended(string ending)
    {
        var source = new TaskCompletionSource<int>();
        switch (ending)
        {
            case "result":
                source.SetResult(7);
                break;
            case "failure":
                source.SetException(new TimeoutException("one"));
                break;
            case "failures":
                source.SetException([new TimeoutException("one"), new InvalidOperationException("two")]);
                break;
            case "cancellation":
                source.SetCanceled(Cancelled);
                break;
            default:
                source.SetException(new OperationCanceledException("failed", Cancelled));
                break;
        }

        return source.Task;
    }

    private static async Task<string> Told(Task task)
    {
        var failure = await Record.ExceptionAsync(() => task);
        var inner = task.Exception?.InnerExceptions.Select(exception => exception.Message) ?? [];
        return $"{task.Status} {failure?.GetType()} {failure?.Message} {string.Join(' ', inner)} {(failure as OperationCanceledException)?.CancellationToken == Cancelled}";
    }
}
