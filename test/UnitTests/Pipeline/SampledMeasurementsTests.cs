using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.UnitTests.Support;
using OpenTelemetry.Metrics;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class SampledMeasurementsTests
{
    [Fact]
    public void An_instrument_that_has_ended_leaves_its_place_to_another()
    {
        const int Most = 10_000;
        var sampled = new SampledMeasurements();

        // Left out by default: other tests' pipelines would reserve memory for ten thousand metrics.
        using var meter = new Meter("Private.Test" + Guid.NewGuid().ToString("N"));
        var made = 0;
        var first = Add(0);
        for (var i = 1; i < Most; i++)
        {
            Add(i);
        }

        Add(Most);
        Assert.Equal(Most, made);

        sampled.End(first);
        Add(Most + 1);
        Assert.Equal(Most + 1, made);

        Instrument Add(int number)
        {
            var instrument = meter.CreateCounter<int>($"n{number}");
            sampled.Add(instrument, new MetricStreamConfiguration(), null, bounds =>
            {
                made++;
                return new InstrumentExemplars(bounds, [], 1);
            });
            return instrument;
        }
    }

    [Fact]
    public void Exemplars_are_forgotten_with_their_instrument()
    {
        var prefix = "Test" + Guid.NewGuid().ToString("N");
        using var pipeline = new MetricPipeline(TestSettings.Of(("IncludeMeters", prefix)));
        Metric? metric = null;
        using (var meter = new Meter(prefix))
        {
            meter.CreateCounter<int>("n").Add(1);
            pipeline.Collect(batch =>
            {
                foreach (var collected in batch)
                {
                    metric = collected;
                }
            });
            Assert.NotNull(pipeline.Exemplars(metric!));
        }

        Assert.Null(pipeline.Exemplars(metric!));
    }
}
