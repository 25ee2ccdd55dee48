namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Writes Prometheus text 0.0.4 and OpenMetrics 1.0.0.</summary>
/// <remarks>Every line is three encoded parts and a number, copied into one span of the page.</remarks>
internal sealed class TextPageWriter(ExpositionFormat format, PageBuffer buffer) : PageWriter
{
    // The number and the line feed.
    private const int Tail = SampleNumber.MaxLength + 1;

    private PageBuffer _buffer = buffer;
    private FamilyText? _family;

    private FamilyText Current => _family ?? throw new InvalidOperationException("No family has begun.");

    public override void Begin(Family family)
    {
        _family = family.In(format);
        _buffer.Write(_family.Header);
    }

    public override void Sample(LabelSet labels, long value)
    {
        var line = Start(Current.Sample, labels, out var length);
        length += SampleNumber.Write(line[length..], value);
        Finish(line, length);
    }

    public override void Sample(LabelSet labels, double value) => Sample(Current.Sample, labels, value);

    public override void Histogram(LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum)
    {
        var family = Current;
        var les = bounds.LabelsIn(format);
        if (bucketCounts.Length != les.Length)
        {
            throw new ArgumentException("A histogram has one bucket more than bounds.", nameof(bucketCounts));
        }

        var block = labels.Span;
        var comma = block.IsEmpty ? 1 : 0;
        var count = 0L;
        for (var i = 0; i < les.Length; i++)
        {
            count += bucketCounts[i];
            var line = Start(family.Bucket.Open, block, les[i].AsSpan(comma), out var length);
            length += SampleNumber.Write(line[length..], count);
            Finish(line, length);
        }

        // https://prometheus.io/docs/specs/om/open_metrics_spec/#histogram-1: with a negative bound the sum is no
        // counter, and without a sum there is no count.
        if (format == ExpositionFormat.OpenMetrics && bounds.HasNegative)
        {
            return;
        }

        Sample(family.Sum, labels, sum);
        var last = Start(family.Count, labels, out var end);
        end += SampleNumber.Write(last[end..], count);
        Finish(last, end);
    }

    public override void End()
    {
        if (format == ExpositionFormat.OpenMetrics)
        {
            _buffer.Write("# EOF\n"u8);
        }
    }

    public override void Reset(PageBuffer buffer)
    {
        _buffer = buffer;
        _family = null;
        Series = 0;
    }

    private void Sample(SampleName name, LabelSet labels, double value)
    {
        var line = Start(name, labels, out var length);
        length += SampleNumber.Write(line[length..], value);
        Finish(line, length);
    }

    private Span<byte> Start(SampleName name, LabelSet labels, out int length)
    {
        var block = labels.Span;
        return block.IsEmpty ? Start(name.Alone, [], [], out length) : Start(name.Open, block, "} "u8, out length);
    }

    private Span<byte> Start(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> close, out int length)
    {
        length = name.Length + labels.Length + close.Length;
        if (length > PageBuffer.ChunkSize - Tail)
        {
            return StartLong(name, labels, close, out length);
        }

        var line = _buffer.GetSpan(length + Tail);
        name.CopyTo(line);
        labels.CopyTo(line[name.Length..]);
        close.CopyTo(line[(name.Length + labels.Length)..]);
        return line;
    }

    // A line that no chunk can hold is spread over several.
    private Span<byte> StartLong(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> labels, ReadOnlySpan<byte> close, out int length)
    {
        _buffer.Write(name);
        _buffer.Write(labels);
        _buffer.Write(close);
        length = 0;
        return _buffer.GetSpan(Tail);
    }

    private void Finish(Span<byte> line, int length)
    {
        line[length] = (byte)'\n';
        _buffer.Advance(length + 1);
        Series++;
    }
}
