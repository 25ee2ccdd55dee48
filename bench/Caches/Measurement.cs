using System.Diagnostics;

namespace AspNetCorePrometheus.Bench.Caches;

/// <summary>What one operation costs: CPU time of the process in nanoseconds, and allocated bytes.</summary>
internal readonly record struct Measurement(double Nanoseconds, double Bytes)
{
    /// <summary>Runs the operations on so many threads and divides what they cost by their number.</summary>
    public static Measurement Of(Func<int, Task> operations, int count, int threads)
    {
        GC.Collect();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var running = new Task[threads];
        for (var i = 0; i < threads; i++)
        {
            running[i] = Task.Run(() => operations(count));
        }

        Task.WaitAll(running);
        processor = Process.GetCurrentProcess().TotalProcessorTime - processor;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        double all = (double)count * threads;
        return new Measurement(processor.TotalNanoseconds / all, bytes / all);
    }
}
