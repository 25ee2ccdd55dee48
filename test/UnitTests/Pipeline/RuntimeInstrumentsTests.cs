using System.Diagnostics.Metrics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.RuntimeMetrics;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class RuntimeInstrumentsTests
{
    [Fact]
    public void The_runtimes_own_callbacks_are_left_alone_and_their_families_are_on_the_page()
    {
        using var page = TestPage.WithMeters("System.Runtime");
        var told = Instruments();

        var text = page.Text();

        Assert.True(told.Count > 15);
        Assert.All(told, instrument =>
        {
            var type = instrument.GetType().Name.StartsWith("ObservableCounter", StringComparison.Ordinal)
                ? FamilyType.Counter
                : FamilyType.Gauge;
            var family = Family.Create(instrument.Name, instrument.Unit, instrument.Description, type);
            Assert.Contains(
                $"# TYPE {family.Name} {(type == FamilyType.Counter ? "counter" : "gauge")}\n# HELP {family.Name} {instrument.Description}\n"
                + family.Name,
                text,
                StringComparison.Ordinal);
            Assert.False(instrument.Enabled, instrument.Name);
        });
    }

    [Fact]
    public void Values_are_those_that_the_runtime_tells()
    {
        using var page = TestPage.WithMeters("System.Runtime");
        page.Text();
        var before = GC.CollectionCount(2);
        GC.Collect();

        var read = page.Read();

        Assert.Equal(Environment.ProcessorCount, read["dotnet_process_cpu_count"]);
        Assert.InRange(
            read["dotnet_gc_collections_total{gc_heap_generation=\"gen2\"}"], before + 1, GC.CollectionCount(2));
        Assert.InRange(read["dotnet_gc_heap_total_allocated_bytes_total"], 1, GC.GetTotalAllocatedBytes());
        Assert.InRange(
            read["dotnet_process_memory_working_set_bytes"], Environment.WorkingSet / 2, Environment.WorkingSet * 2.0);
        Assert.InRange(
            read["dotnet_process_cpu_time_seconds_total{cpu_mode=\"user\"}"], 0.001, Environment.CpuUsage.UserTime.TotalSeconds);
        Assert.True(read["dotnet_gc_last_collection_memory_committed_size_bytes"] > 0);
        Assert.True(read["dotnet_gc_last_collection_heap_size_bytes{gc_heap_generation=\"gen2\"}"] > 0);
    }

    [Fact]
    public void Generations_stand_in_the_order_of_the_runtime()
    {
        using var page = TestPage.WithMeters("System.Runtime");

        var names = page.Text().Split('\n').Where(line => line.Contains("gc_heap_generation", StringComparison.Ordinal))
            .Select(line => line[..line.LastIndexOf(' ')]).ToArray();

        Assert.Equal(
            [
                .. Series("dotnet_gc_collections_total", "gen2", "gen1", "gen0"),
                .. Series("dotnet_gc_last_collection_heap_fragmentation_size_bytes", "gen0", "gen1", "gen2", "loh", "poh"),
                .. Series("dotnet_gc_last_collection_heap_size_bytes", "gen0", "gen1", "gen2", "loh", "poh"),
            ],
            names);
    }

    [Fact]
    public void A_meter_that_has_the_runtimes_name_is_measured_as_any_other()
    {
        using var page = TestPage.WithMeters("System.Runtime");
        using var meter = new Meter("System.Runtime");
        meter.CreateObservableUpDownCounter("dotnet.process.cpu.count", () => 4000, "{cpu}", "The same name.");
        meter.CreateObservableUpDownCounter("dotnet.of.tomorrow", () => 5, "{cpu}", "Not known yet.");

        var read = page.Read();

        Assert.Equal(4000 + Environment.ProcessorCount, read["dotnet_process_cpu_count"]);
        Assert.Equal(5, read["dotnet_of_tomorrow"]);
    }

    [Fact]
    public void Collections_never_fall_though_the_runtime_collects_while_they_are_read()
    {
        var counts = new Queue<int>([1, 2, 5, 2, 2, 6, 2, 3, 7]);
        var asked = new List<int>();
        var collections = new CollectionCounts(generation =>
        {
            asked.Add(generation);
            return counts.Dequeue();
        });

        Assert.Equal([1, 1, 3], collections.Read().ToArray());
        Assert.Equal([2, 1, 4], collections.Read().ToArray());
        Assert.Equal([2, 1, 4], collections.Read().ToArray());
        Assert.Equal([2, 1, 0, 2, 1, 0, 2, 1, 0], asked);
    }

    [Fact]
    public void What_the_last_collection_left_has_no_value_before_the_first()
    {
        var streams = new LateStreams();
        var runtime = new RuntimeInstruments(TestSettings.Of(), streams, NoCollection);
        Assert.All(Instruments(), instrument => Assert.True(runtime.Takes(instrument)));

        runtime.Observe();

        Assert.Equal(
            [
                "dotnet_gc_last_collection_heap_fragmentation_size_bytes",
                "dotnet_gc_last_collection_heap_size_bytes",
                "dotnet_gc_last_collection_memory_committed_size_bytes",
            ],
            streams.All.Where(stream => stream.IsEmpty).Select(stream => stream.Family.Name).Order(StringComparer.Ordinal));
    }

    // What the runtime answers before it has collected, which it cannot be brought to here.
    private static GCMemoryInfo NoCollection()
    {
        var data = RuntimeHelpers.GetUninitializedObject(typeof(GC).Assembly.GetType("System.GCMemoryInfoData", throwOnError: true)!);
        return (GCMemoryInfo)Activator.CreateInstance(
            typeof(GCMemoryInfo), BindingFlags.Instance | BindingFlags.NonPublic, null, [data], null)!;
    }

    [Fact]
    public void Assemblies_are_counted_as_they_come()
    {
        var count = new AssemblyCount();
        var before = count.Now(1);
        for (var i = 0; i < 100; i++)
        {
            AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Test" + i), AssemblyBuilderAccess.Run);
        }

        Assert.InRange(count.Now(1), before + 100, AppDomain.CurrentDomain.GetAssemblies().Length);
        Assert.InRange(count.Now(2), before + 100, AppDomain.CurrentDomain.GetAssemblies().Length);
    }

    private static List<Instrument> Instruments()
    {
        var told = new List<Instrument>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "System.Runtime" && instrument.IsObservable && instrument.Name != "dotnet.of.tomorrow"
                && instrument.Description != "The same name.")
            {
                told.Add(instrument);
            }
        };
        listener.Start();
        return told;
    }

    private static IEnumerable<string> Series(string family, params string[] generations) =>
        generations.Select(generation => $"{family}{{gc_heap_generation=\"{generation}\"}}");
}
