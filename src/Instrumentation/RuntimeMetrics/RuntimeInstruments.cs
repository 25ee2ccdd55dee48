using System.Diagnostics.Metrics;
using System.Runtime;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.ProcessMetrics;

namespace AspNetCorePrometheus.Instrumentation.RuntimeMetrics;

/// <summary>
/// Reads what the observable instruments of the runtime's own meter read, from the same sources, and leaves those be: their
/// callbacks allocate most of what a small scrape would allocate. Instruments that are not known here stay the SDK's.
/// https://learn.microsoft.com/dotnet/core/diagnostics/built-in-metrics-runtime
/// </summary>
/// <param name="settings">Prefix and labels.</param>
/// <param name="streams">Where the families go.</param>
/// <param name="lastCollection">What the last garbage collection left; null asks the runtime.</param>
internal sealed class RuntimeInstruments(PrometheusSettings settings, LateStreams streams, Func<GCMemoryInfo>? lastCollection = null)
{
    private const string MeterName = "System.Runtime";
    private const string WorkingSet = "dotnet.process.memory.working_set";
    private const string HeapSize = "dotnet.gc.last_collection.heap.size";
    private const string Fragmentation = "dotnet.gc.last_collection.heap.fragmentation.size";
    private const string Committed = "dotnet.gc.last_collection.memory.committed_size";

    // In the order in which the runtime hands them out, as that is the order of the page.
    private static readonly string[] CollectedGenerations = ["gen2", "gen1", "gen0"];
    private static readonly string[] HeapGenerations = ["gen0", "gen1", "gen2", "loh", "poh"];
    private static readonly string[] CpuModes = ["user", "system"];

    private readonly Lock _taking = new();
    private readonly CollectionCounts _collections = new(GC.CollectionCount);

    private RuntimeFamily[] _families = [];
    private AssemblyCount? _assemblies;

    /// <summary>Whether an instrument is read here, so that nothing need listen to it.</summary>
    public bool Takes(Instrument instrument)
    {
        if (!instrument.IsObservable || instrument.Meter is not { Name: MeterName, Scope: null })
        {
            return false;
        }

        var family = instrument.Name switch
        {
            "dotnet.gc.collections" => Make(instrument, "gc.heap.generation", CollectedGenerations),
            HeapSize or Fragmentation => Make(instrument, "gc.heap.generation", HeapGenerations),
            "dotnet.process.cpu.time" => Make(instrument, "cpu.mode", CpuModes),
            WorkingSet or "dotnet.process.cpu.count"
                or "dotnet.gc.heap.total_allocated" or Committed or "dotnet.gc.pause.time"
                or "dotnet.jit.compiled_il.size" or "dotnet.jit.compiled_methods" or "dotnet.jit.compilation.time"
                or "dotnet.monitor.lock_contentions" or "dotnet.timer.count" or "dotnet.assembly.count"
                or "dotnet.thread_pool.thread.count" or "dotnet.thread_pool.work_item.count" or "dotnet.thread_pool.queue.length" =>
                Make(instrument, null, []),
            _ => null,
        };

        return family is not null;
    }

    /// <summary>Reads every value anew.</summary>
    public void Observe()
    {
        var families = Volatile.Read(ref _families);
        if (families.Length == 0)
        {
            return;
        }

        // One for all, as each is an object of its own.
        var collected = lastCollection?.Invoke() ?? GC.GetGCMemoryInfo();
        foreach (var family in families)
        {
            Observe(family, collected);
        }
    }

    // A source that fails leaves its own family as it was.
    private void Observe(RuntimeFamily family, in GCMemoryInfo collected)
    {
        try
        {
            FaultSeam.Pass(Boundaries.RuntimeReading);
            Read(family, collected);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "observable_callback", exception))
        {
        }
    }

    private void Read(RuntimeFamily family, in GCMemoryInfo collected)
    {
        switch (family.Instrument)
        {
            // What the last collection left has no value before the first.
            case HeapSize or Fragmentation or Committed when collected.Index == 0:
                break;
            case HeapSize:
                for (var i = 0; i < family.Count; i++)
                {
                    family[i].Set(collected.GenerationInfo[i].SizeAfterBytes);
                }

                break;
            case Fragmentation:
                for (var i = 0; i < family.Count; i++)
                {
                    family[i].Set(collected.GenerationInfo[i].FragmentationAfterBytes);
                }

                break;
            case "dotnet.gc.collections":
                var counts = _collections.Read();
                for (var i = 0; i < family.Count; i++)
                {
                    family[i].Set(counts[i]);
                }

                break;
            case "dotnet.process.cpu.time":
                var cpu = Environment.CpuUsage;
                family[0].Set(cpu.UserTime.TotalSeconds);
                family[1].Set(cpu.PrivilegedTime.TotalSeconds);
                break;
            case "dotnet.gc.pause.time":
                family[0].Set(GC.GetTotalPauseDuration().TotalSeconds);
                break;
            case "dotnet.jit.compilation.time":
                family[0].Set(JitInfo.GetCompilationTime().TotalSeconds);
                break;
            default:
                family[0].Set(Whole(family.Instrument, collected));
                break;
        }
    }

    private long Whole(string instrument, in GCMemoryInfo collected) => instrument switch
    {
        WorkingSet => OperatingSystem.IsLinux() ? ProcFiles.ResidentMemory() : Environment.WorkingSet,
        "dotnet.process.cpu.count" => Environment.ProcessorCount,
        "dotnet.gc.heap.total_allocated" => GC.GetTotalAllocatedBytes(),
        Committed => collected.TotalCommittedBytes,
        "dotnet.jit.compiled_il.size" => JitInfo.GetCompiledILBytes(),
        "dotnet.jit.compiled_methods" => JitInfo.GetCompiledMethodCount(),
        "dotnet.monitor.lock_contentions" => Monitor.LockContentionCount,
        "dotnet.thread_pool.thread.count" => ThreadPool.ThreadCount,
        "dotnet.thread_pool.work_item.count" => ThreadPool.CompletedWorkItemCount,
        "dotnet.thread_pool.queue.length" => ThreadPool.PendingWorkItemCount,
        "dotnet.timer.count" => Timer.ActiveCount,
        _ => (_assemblies ??= new AssemblyCount()).Now(collected.Index),
    };

    // Null if another instrument has the name already.
    private RuntimeFamily? Make(Instrument instrument, string? attribute, ReadOnlySpan<string> values)
    {
        lock (_taking)
        {
            if (Array.Exists(_families, known => known.Instrument == instrument.Name))
            {
                return null;
            }

            var family = new RuntimeFamily(instrument, settings, attribute, values);
            Volatile.Write(ref _families, [.. _families, family]);
            streams.Add(family.Stream);
            return family;
        }
    }
}
