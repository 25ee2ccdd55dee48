using AspNetCorePrometheus.Instrumentation.Exposition;
using Xunit;
using static AspNetCorePrometheus.UnitTests.Exposition.PageText;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class ProtobufPageTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    private static readonly Family Histogram =
        Family.Create("wait.duration", "s", "Time to wait.", FamilyType.Histogram);

    [Theory]
    [InlineData(nameof(FamilyType.Counter), 0)]
    [InlineData(nameof(FamilyType.Gauge), 1)]
    [InlineData(nameof(FamilyType.Info), 1)]
    [InlineData(nameof(FamilyType.Unknown), 3)]
    public void A_value_has_its_type_name_and_labels(string type, int number)
    {
        var kind = Enum.Parse<FamilyType>(type);
        var family = Family.Create("a.b", kind == FamilyType.Info ? null : "By", "Help \"me\"\n", kind);

        var read = Assert.Single(MessageReader.Read(page =>
        {
            page.Begin(family);
            page.Sample(Labels(("k", "a\"b\\c\nd"), ("l", "é")), 7L);
            page.Sample(LabelSet.Empty, 1.5);
        }));

        Assert.Equal((family.Name, "Help \"me\"\n", number), (read.Name, read.Help, read.Type));
        Assert.Equal(kind == FamilyType.Info ? string.Empty : "bytes", read.Unit);
        Assert.Equal([("k", "a\"b\\c\nd"), ("l", "é")], read.Metric[0].Label.Select(label => (label.Name, label.Value)));
        Assert.Empty(read.Metric[1].Label);
        Assert.Equal([7, 1.5], read.Metric.Select(series =>
            series.Counter?.Value ?? series.Gauge?.Value ?? series.Untyped?.Value));
    }

    [Theory]
    [InlineData("oddseconds", "s", "")]
    [InlineData("odd", "s", "seconds")]
    public void A_unit_that_is_no_suffix_of_its_own_is_left_out(string name, string unit, string shown) => Assert.Equal(
        shown,
        MessageReader.Read(page =>
        {
            page.Begin(Family.Create(name, unit, null, FamilyType.Counter));
            page.Sample(LabelSet.Empty, 1L);
        })[0].Unit);

    [Fact]
    public void A_histogram_has_cumulative_buckets_sum_and_count()
    {
        var read = MessageReader.Read(page =>
        {
            page.Begin(Histogram);
            page.Histogram(Labels(("k", "v")), new BucketBounds([0.5, 2]), [3, 0, 4], 9.25);
        })[0].Metric[0].Histogram;

        Assert.Equal((7UL, 9.25), (read.SampleCount, read.SampleSum));
        Assert.Equal(
            [(0.5, 3UL), (2, 3UL), (double.PositiveInfinity, 7UL)],
            read.Bucket.Select(bucket => (bucket.UpperBound, bucket.CumulativeCount)));
        Assert.False(read.HasZeroThreshold);
    }

    [Fact]
    public void Exponential_buckets_stand_beside_the_classic_ones()
    {
        var native = new ExponentialBuckets();
        foreach (var value in new[] { 0, 1, 1, 3, 4, 1000, -2 })
        {
            native.Record(value);
        }

        var read = MessageReader.Read(page =>
        {
            page.Begin(Histogram);
            page.Histogram(LabelSet.Empty, new BucketBounds([]), [7], 1007, new SampleDetail(Native: native));
        })[0].Metric[0].Histogram;

        var schema = read.Schema;
        Assert.InRange(schema, -4, 7);
        Assert.Equal((1UL, ExponentialBuckets.ZeroThreshold), (read.ZeroCount, read.ZeroThreshold));
        Assert.Equal(
            new[] { 1.0, 3, 4, 1000 }.ToDictionary(value => ExponentialBuckets.IndexOf(value, schema), value => value == 1 ? 2L : 1L),
            MessageReader.Counts(read.PositiveSpan, read.PositiveDelta));
        Assert.Equal(
            new Dictionary<int, long> { [ExponentialBuckets.IndexOf(2, schema)] = 1 },
            MessageReader.Counts(read.NegativeSpan, read.NegativeDelta));
    }

    [Fact]
    public void An_exponential_histogram_without_measurements_shows_as_one()
    {
        var read = MessageReader.Read(page =>
        {
            page.Begin(Histogram);
            page.Histogram(LabelSet.Empty, new BucketBounds([]), [0], 0, new SampleDetail(Native: new ExponentialBuckets()));
        })[0].Metric[0].Histogram;

        Assert.True(read.ZeroThreshold > 0);
        Assert.Empty(read.PositiveSpan);
    }

    [Fact]
    public void Exemplars_stand_at_their_buckets_and_at_counters()
    {
        var slots = new ExemplarSlots(2);
        slots.Put(1, new Exemplar(7.5, 1_700_000_000_123, TraceId, SpanId));
        var counter = new ExemplarSlots(1);
        counter.Put(0, new Exemplar(2, 1_700_000_000_000, TraceId, SpanId));

        var read = MessageReader.Read(page =>
        {
            page.Begin(Histogram);
            page.Histogram(LabelSet.Empty, new BucketBounds([1]), [1, 1], 8, new SampleDetail(Exemplars: slots));
            page.Begin(Family.CreateRaw("n_total", "", FamilyType.Counter));
            page.Sample(LabelSet.Empty, 5L, new SampleDetail(Exemplars: counter));
        });

        var buckets = read[0].Metric[0].Histogram.Bucket;
        Assert.Null(buckets[0].Exemplar);
        Assert.Equal((7.5, 1_700_000_000L, 123_000_000), (
            buckets[1].Exemplar.Value, buckets[1].Exemplar.Timestamp.Seconds, buckets[1].Exemplar.Timestamp.Nanos));
        Assert.Equal(
            [("trace_id", TraceId), ("span_id", SpanId)],
            read[1].Metric[0].Counter.Exemplar.Label.Select(label => (label.Name, label.Value)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_beginning_is_told_if_it_is_wanted(bool wanted)
    {
        var detail = new SampleDetail(Created: 1_700_000_000_250);
        var read = MessageReader.Read(
            page =>
            {
                page.Begin(Family.CreateRaw("n_total", "", FamilyType.Counter));
                page.Sample(LabelSet.Empty, 5L, detail);
                page.Begin(Histogram);
                page.Histogram(LabelSet.Empty, new BucketBounds([]), [0], 0, detail);
            },
            created: wanted);

        Assert.All(
            [read[0].Metric[0].Counter.Created, read[1].Metric[0].Histogram.Created],
            time => Assert.Equal(wanted ? "1700000000 250000000" : null, time is null ? null : $"{time.Seconds} {time.Nanos}"));
    }

    [Fact]
    public void Dots_escaping_doubles_the_underscores_of_every_name()
    {
        var read = MessageReader.Read(
            page =>
            {
                page.Begin(Family.Create("a.b", "s", null, FamilyType.Counter));
                page.Sample(Labels(("http.route", "a_b")), 1L);
            },
            ExpositionFormat.Protobuf with { Escaping = NameEscaping.Dots })[0];

        Assert.Equal("a__b__seconds__total", read.Name);
        Assert.Equal(("http__route", "a_b"), (read.Metric[0].Label[0].Name, read.Metric[0].Label[0].Value));
    }

    [Fact]
    public void Series_allocate_nothing_once_their_labels_are_encoded()
    {
        using var buffer = new PageBuffer(long.MaxValue);
        var writer = PageWriter.Create(ExpositionFormat.Protobuf, buffer);
        var labels = Labels(("method", "GET"), ("route", "/orders/{id}"));
        var bounds = new BucketBounds([0.1, 1, 10]);
        var native = new ExponentialBuckets();
        native.Record(0.3);

        // The first page encodes the labels and makes the chunks; and the runtime may compile meanwhile.
        Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => Write()));

        long Write()
        {
            buffer.Clear();
            writer.Reset(buffer);
            var before = GC.GetAllocatedBytesForCurrentThread();
            writer.Begin(Histogram);
            for (var i = 0; i < 1000; i++)
            {
                writer.Histogram(labels, bounds, [i, 0, 1, 2], i / 3.0, new SampleDetail(Native: native));
            }

            writer.End();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }
}
