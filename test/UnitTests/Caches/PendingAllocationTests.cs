using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>What a pending answer allocates, while nobody else takes from the pool.</summary>
[Collection(ProcessWide.Name)]
public sealed class PendingAllocationTests
{
    [Theory]
    [InlineData("get", 72)]
    [InlineData("set", 64)]
    [InlineData("try get", 72)]
    [InlineData("set buffer", 64)]
    public async Task An_operation_that_is_pending_allocates_the_task_that_is_handed_on_and_nothing_else(string operation, int bytes)
    {
        var inner = new SilentCache();
        await using var measured = new MeasuredServices(services => services.AddSingleton<IDistributedCache>(inner));
        var cache = measured.Get<IDistributedCache>();
        var buffers = (IBufferDistributedCache)cache;
        var options = new DistributedCacheEntryOptions();
        var answers = Enumerable.Range(0, 150).Select(_ => new TaskCompletionSource<byte[]?>()).ToArray();
        var founds = Enumerable.Range(0, 150).Select(_ => new TaskCompletionSource<bool>()).ToArray();
        var dones = Enumerable.Range(0, 150).Select(_ => new TaskCompletionSource()).ToArray();

        // As in ASP.NET Core there is no synchronization context: a continuation runs on the thread that ends the task.
        Assert.Equal(50 * bytes, await Task.Run(() =>
        {
            Run(0, 100);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(100, 150);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
        Assert.Equal(150, measured.Count("SilentCache", "get miss") + measured.Count("SilentCache", "set ok"));

        void Run(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                (inner.Answer, inner.Found, inner.Done) = (answers[i].Task, founds[i].Task, dones[i].Task);
                _ = operation switch
                {
                    "get" => cache.GetAsync("a"),
                    "set" => cache.SetAsync("a", [], options),
                    "try get" => buffers.TryGetAsync("a", null!).AsTask(),
                    _ => buffers.SetAsync("a", default, options).AsTask(),
                };
                answers[i].SetResult(null);
                founds[i].SetResult(false);
                dones[i].SetResult();
            }
        }
    }
}
