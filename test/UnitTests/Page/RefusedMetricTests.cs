using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.UnitTests.Support;
using OpenTelemetry.Metrics;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Page;

[Collection(ProcessWide.Name)]
public sealed class RefusedMetricTests
{
    [Fact]
    public void A_metric_that_was_left_out_is_let_go_when_its_meter_ends()
    {
        const int Rounds = 10;
        var prefix = "Test" + Guid.NewGuid().ToString("N");
        var settings = TestSettings.Of(("IncludeMeters", prefix + "*"));
        using var pipeline = new MetricPipeline(settings);
        var seen = new List<WeakReference>();
        var catalog = new PageCatalog(settings) { Exemplars = Note };
        using var staying = new Meter(prefix);
        staying.CreateCounter<int>("n").Add(1);
        Collect();
        for (var i = 0; i < Rounds; i++)
        {
            Refuse(prefix + i, Collect);
        }

        GC.Collect();

        // The SDK holds the metrics of its last batch.
        Assert.Equal(Rounds, seen.Count);
        Assert.InRange(seen.Count(metric => metric.IsAlive), 0, 2);

        void Collect() => pipeline.Collect(batch => catalog.Update(batch));

        InstrumentExemplars? Note(Metric metric)
        {
            if (metric.MeterName != prefix && metric.MeterName.StartsWith(prefix, StringComparison.Ordinal))
            {
                seen.Add(new WeakReference(metric));
            }

            return null;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gauge_that_has_ended_leaves_its_name_to_who_was_refused_it(bool refusedBefore)
    {
        using var page = new TestPage();
        var gauges = new Meter(page.Prefix + ".Gauges");
        gauges.CreateGauge<int>("n_total").Record(5);
        Assert.Equal(5, page.Read()["n_total"]);
        if (refusedBefore)
        {
            page.Meter.CreateCounter<int>("n").Add(1);
            Assert.Equal(5, page.Read()["n_total"]);
        }

        gauges.Dispose();
        page.Read();
        page.Read();
        page.Meter.CreateCounter<int>("n").Add(refusedBefore ? 0 : 1);

        Assert.Equal(1, page.Read()["n_total"]);
        Assert.Contains("# TYPE n_total counter\n", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_counter_that_has_ended_keeps_its_name_and_its_sum()
    {
        using var page = new TestPage();
        using (var counters = new Meter(page.Prefix + ".Counters"))
        {
            counters.CreateCounter<int>("n").Add(1);
            page.Read();
        }

        page.Read();
        page.Read();
        page.Meter.CreateGauge<int>("n_total").Record(5);

        Assert.Equal(1, page.Read()["n_total"]);
    }

    [Fact]
    public void A_counter_that_is_silent_keeps_its_name()
    {
        using var page = new TestPage();
        using var counters = new Meter(page.Prefix + ".Counters");
        var on = true;
        counters.CreateObservableCounter("n", () => on ? [new Measurement<int>(1)] : Array.Empty<Measurement<int>>());
        page.Read();
        on = false;
        page.Meter.CreateGauge<int>("n_total").Record(5);
        page.Read();
        Assert.DoesNotContain("n_total", page.Read().Keys);

        on = true;
        Assert.Equal(1, page.Read()["n_total"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_gauge_that_is_silent_keeps_its_name_until_it_ends(bool isSum)
    {
        using var page = new TestPage();
        var gauges = new Meter(page.Prefix + ".Gauges");
        var on = true;
        if (isSum)
        {
            gauges.CreateObservableUpDownCounter("n_total", Observe);
        }
        else
        {
            gauges.CreateObservableGauge("n_total", Observe);
        }

        page.Read();
        on = false;
        page.Meter.CreateCounter<int>("n").Add(1);
        for (var i = 0; i < 3; i++)
        {
            Assert.DoesNotContain("n_total", page.Text(), StringComparison.Ordinal);
        }

        on = true;
        Assert.Equal(5, page.Read()["n_total"]);
        Assert.Contains("# TYPE n_total gauge\n", page.Text(), StringComparison.Ordinal);

        on = false;
        page.Read();
        gauges.Dispose();
        page.Read();
        page.Read();
        Assert.Equal(1, page.Read()["n_total"]);

        Measurement<double>[] Observe() => on ? [new(5)] : [];
    }

    [Fact]
    public void A_gauge_that_was_refused_and_is_silent_at_times_is_told_once()
    {
        var prefix = "Test" + Guid.NewGuid().ToString("N");
        var settings = TestSettings.Of(("IncludeMeters", prefix));
        using var pipeline = new MetricPipeline(settings);
        var tried = 0;
        var catalog = new PageCatalog(settings) { Exemplars = Note };
        using var meter = new Meter(prefix);
        meter.CreateCounter<int>("n").Add(1);
        Collect();
        var on = true;
        meter.CreateObservableGauge("n_total", () => on ? [new Measurement<int>(1)] : Array.Empty<Measurement<int>>());
        for (var i = 0; i < 6; i++)
        {
            Collect();
            on = !on;
        }

        Assert.Equal(1, tried);

        void Collect() => pipeline.Collect(batch => catalog.Update(batch));

        InstrumentExemplars? Note(Metric metric)
        {
            tried += metric.Name == "n_total" ? 1 : 0;
            return null;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Refuse(string name, Action collect)
    {
        using (var meter = new Meter(name))
        {
            meter.CreateGauge<int>("n_total").Record(1);
            collect();
        }

        collect();
        collect();
    }
}
