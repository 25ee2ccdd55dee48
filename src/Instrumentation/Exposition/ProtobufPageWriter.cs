namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Writes delimited <c>MetricFamily</c> messages, the only format that carries native histograms
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#protobuf-format). Field numbers are those of the published schema,
/// <c>io/prometheus/client/metrics.proto</c>.
/// </summary>
/// <remarks>
/// A length stands before its message and is known after it, so room for it is left: numbers on the wire may be longer than they
/// need to be.
/// </remarks>
internal sealed class ProtobufPageWriter(ExpositionFormat format, PageBuffer buffer, bool created) : PageWriter
{
    private const int FamilyLength = 5;
    private const int SeriesLength = 4;

    // Exemplars, buckets and counters: fewer than 16 KiB.
    private const int SmallLength = 2;

    private PageBuffer _buffer = buffer;
    private ProtobufFields _fields = new(buffer);
    private FamilyType? _type;
    private OpenLength _family;

    public override bool TakesDetails => true;

    public override void Begin(Family family)
    {
        Close();
        _type = family.Type;
        _family = _buffer.Open(FamilyLength);
        _buffer.Write(family.MessageIn(format));
    }

    public override void Sample(LabelSet labels, long value, in SampleDetail detail = default) =>
        Sample(labels, (double)value, detail);

    public override void Sample(LabelSet labels, double value, in SampleDetail detail = default)
    {
        var series = OpenSeries(labels);
        switch (_type)
        {
            case FamilyType.Counter:
                var counter = _fields.Open(3, SmallLength);
                _fields.Double(1, value);
                Exemplar(2, detail.Exemplars, 0);
                Created(3, detail.Created);
                _buffer.Close(counter);
                break;
            case FamilyType.Unknown:
                Value(5, value);
                break;
            default:
                Value(2, value);
                break;
        }

        _buffer.Close(series);
        Series++;
    }

    public override void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default)
    {
        CheckCounts(bounds, bucketCounts);
        var series = OpenSeries(labels);
        var histogram = _fields.Open(7, SeriesLength);
        var exemplars = detail.Exemplars is { IsEmpty: false } slots ? slots : null;
        var count = 0L;
        for (var i = 0; i < bucketCounts.Length; i++)
        {
            count += bucketCounts[i];
            var bucket = _fields.Open(3, SmallLength);
            _fields.Number(1, (ulong)count);
            _fields.Double(2, i < bounds.Bounds.Length ? bounds.Bounds[i] : double.PositiveInfinity);
            Exemplar(3, exemplars, i);
            _buffer.Close(bucket);
        }

        _fields.Number(1, (ulong)count);
        _fields.Double(2, sum);
        if (detail.Native is { } native)
        {
            Native(native);
        }

        Created(15, detail.Created);
        _buffer.Close(histogram);
        _buffer.Close(series);
        Series += bucketCounts.Length + 2;
    }

    public override void End() => Close();

    public override void Reset(PageBuffer buffer)
    {
        _buffer = buffer;
        _fields = new ProtobufFields(buffer);
        _type = null;
        Series = 0;
    }

    private void Close()
    {
        if (_type is not null)
        {
            _buffer.Close(_family);
            _type = null;
        }
    }

    private OpenLength OpenSeries(LabelSet labels)
    {
        if (_type is null)
        {
            throw new InvalidOperationException("No family has begun.");
        }

        var series = _fields.Open(4, SeriesLength);
        _buffer.Write(labels.In(format));
        return series;
    }

    // https://prometheus.io/docs/specs/native_histograms/#exposition-formats
    private void Native(ExponentialBuckets native)
    {
        _fields.Number(5, Protobuf.ZigZag(native.Schema));
        _fields.Double(6, ExponentialBuckets.ZeroThreshold);
        _fields.Number(7, (ulong)native.ZeroCount);
        Side(native.Negative, spans: 9, deltas: 10);
        Side(native.Positive, spans: 12, deltas: 13);
    }

    // Runs of used buckets, each by its distance from the one before, and the counts, each by its difference from the one before.
    private void Side(BucketRange range, int spans, int deltas)
    {
        if (range.Length == 0)
        {
            return;
        }

        var next = 0;
        for (var i = 0; i < range.Length; i++)
        {
            var start = i;
            while (i < range.Length && range[i] != 0)
            {
                i++;
            }

            if (i > start)
            {
                var span = _fields.Open(spans, 1);
                _fields.Number(1, Protobuf.ZigZag(range.First + start - next));
                _fields.Number(2, (ulong)(i - start));
                _buffer.Close(span);
                next = range.First + i;
            }
        }

        var packed = _fields.Open(deltas, SmallLength);
        var before = 0L;
        for (var i = 0; i < range.Length; i++)
        {
            if (range[i] != 0)
            {
                _fields.Varint(Protobuf.ZigZag(range[i] - before));
                before = range[i];
            }
        }

        _buffer.Close(packed);
    }

    private void Exemplar(int field, ExemplarSlots? exemplars, int slot)
    {
        if (exemplars is null || !exemplars.TryGet(slot, out var exemplar))
        {
            return;
        }

        var message = _fields.Open(field, SmallLength);
        ExemplarLabel("trace_id", exemplar.TraceId);
        ExemplarLabel("span_id", exemplar.SpanId);
        _fields.Double(2, exemplar.Value);
        Time(3, exemplar.Time);
        _buffer.Close(message);
    }

    private void ExemplarLabel(string name, string value)
    {
        var label = _fields.Open(1, 1);
        _fields.Text(1, name);
        _fields.Text(2, value);
        _buffer.Close(label);
    }

    private void Created(int field, long milliseconds)
    {
        if (created && milliseconds > 0)
        {
            Time(field, milliseconds);
        }
    }

    private void Time(int field, long milliseconds)
    {
        var time = _fields.Open(field, 1);
        _fields.Number(1, (ulong)(milliseconds / 1000));
        _fields.Number(2, (ulong)(milliseconds % 1000 * 1_000_000));
        _buffer.Close(time);
    }

    private void Value(int field, double value)
    {
        var message = _fields.Open(field, 1);
        _fields.Double(1, value);
        _buffer.Close(message);
    }
}
