// What a cache costs more with the drop-in: CPU time and allocated bytes of one operation.
//   dotnet run -c Release --project bench/Caches -- [rounds]
using System.Buffers;
using AspNetCorePrometheus.Bench.Caches;
using AspNetCorePrometheus.Bench.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;

var rounds = args.Number(0, 15);
Console.WriteLine($"{"one operation: without, with, more",-44}");

Contest.Print("memory get", MemoryGets(false), MemoryGets(true), 2_000_000, rounds);
Contest.Print(
    $"memory get, {Environment.ProcessorCount} threads at once", MemoryGets(false), MemoryGets(true), 1_000_000, rounds, Environment.ProcessorCount);
Contest.Print("distributed Get", Gets(false), Gets(true), 2_000_000, rounds);
Contest.Print("distributed GetAsync, answered at once", GetsAsync(false, false), GetsAsync(false, true), 2_000_000, rounds);
Contest.Print("distributed GetAsync, answered later", GetsAsync(true, false), GetsAsync(true, true), 200_000, rounds);
Contest.Print("distributed TryGetAsync, answered later", TryGetsAsync(false), TryGetsAsync(true), 200_000, rounds);

static Func<int, Task> MemoryGets(bool isMeasured)
{
    var cache = Caches.Memory(isMeasured);
    cache.Set("key", "value");
    return count =>
    {
        for (var i = 0; i < count; i++)
        {
            cache.TryGetValue("key", out _);
        }

        return Task.CompletedTask;
    };
}

static Func<int, Task> Gets(bool isMeasured)
{
    var cache = Caches.Distributed(isLate: false, isMeasured);
    return count =>
    {
        for (var i = 0; i < count; i++)
        {
            cache.Get("key");
        }

        return Task.CompletedTask;
    };
}

static Func<int, Task> GetsAsync(bool isLate, bool isMeasured)
{
    var cache = Caches.Distributed(isLate, isMeasured);
    return async count =>
    {
        for (var i = 0; i < count; i++)
        {
            await cache.GetAsync("key");
        }
    };
}

static Func<int, Task> TryGetsAsync(bool isMeasured)
{
    var cache = (IBufferDistributedCache)Caches.Distributed(isLate: true, isMeasured);
    var buffer = new ArrayBufferWriter<byte>();
    return async count =>
    {
        for (var i = 0; i < count; i++)
        {
            await cache.TryGetAsync("key", buffer);
        }
    };
}
