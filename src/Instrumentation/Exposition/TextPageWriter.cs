namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Writes Prometheus text 0.0.4 and 1.0.0, and OpenMetrics 1.0.0.</summary>
/// <remarks>Every line is three encoded parts and a number, copied into one span of the page.</remarks>
internal sealed class TextPageWriter(ExpositionFormat format, PageBuffer buffer, bool created) : PageWriter
{
    // The number and the line feed.
    private const int Tail = SampleNumber.MaxLength + 1;

    private readonly bool _openMetrics = format.IsOpenMetrics;
    private readonly bool _created = created && format.IsOpenMetrics;

    private PageBuffer _buffer = buffer;
    private FamilyText? _family;
    private bool _isTotal;
    private bool _hasHeader;

    private FamilyText Current => _family ?? throw new InvalidOperationException("No family has begun.");

    public override bool TakesDetails => _openMetrics;

    public override void Begin(Family family)
    {
        _family = family.In(format);
        _isTotal = _openMetrics && family.Type == FamilyType.Counter;
        _hasHeader = false;
        if (!_isTotal)
        {
            WriteHeader();
        }
    }

    public override void Sample(LabelSet labels, long value, in SampleDetail detail = default)
    {
        if (IsLeftOut(value >= 0))
        {
            return;
        }

        var block = labels.In(format);
        var line = Start(Current.Sample, block, out var length);
        length += SampleNumber.Write(line[length..], value);
        End(line, length, block, detail);
    }

    public override void Sample(LabelSet labels, double value, in SampleDetail detail = default)
    {
        if (IsLeftOut(value >= 0))
        {
            return;
        }

        var block = labels.In(format);
        var line = Start(Current.Sample, block, out var length);
        length += SampleNumber.Write(line[length..], value);
        End(line, length, block, detail);
    }

    public override void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default)
    {
        var family = Current;
        CheckCounts(bounds, bucketCounts);
        var les = bounds.LabelsIn(format);
        var block = labels.In(format);
        var comma = block.IsEmpty ? 1 : 0;
        var exemplars = _openMetrics && detail.Exemplars is { IsEmpty: false } slots ? slots : null;
        var count = 0L;
        for (var i = 0; i < les.Length; i++)
        {
            count += bucketCounts[i];
            var line = Start(family.Bucket.Open, block, les[i].AsSpan(comma), out var length);
            length += SampleNumber.Write(line[length..], count);
            Finish(line, length, exemplars, i);
        }

        // https://prometheus.io/docs/specs/om/open_metrics_spec/#histogram-1: a sum is a counter, so it is neither negative nor NaN,
        // and there is none with a negative bound; without a sum there is no count.
        if (!_openMetrics || (!bounds.HasNegative && sum >= 0))
        {
            var total = Start(family.Sum, block, out var length);
            length += SampleNumber.Write(total[length..], sum);
            Finish(total, length);

            var last = Start(family.Count, block, out var end);
            end += SampleNumber.Write(last[end..], count);
            Finish(last, end);
        }

        WriteCreated(block, detail.Created);
    }

    public override void End()
    {
        if (_openMetrics)
        {
            _buffer.Write("# EOF\n"u8);
        }
    }

    public override void Reset(PageBuffer buffer)
    {
        _buffer = buffer;
        _family = null;
        _isTotal = false;
        Series = 0;
    }

    // https://prometheus.io/docs/specs/om/open_metrics_spec/#counter: a total is neither negative nor NaN. The header waits for the
    // first that is not, as of a family without series there is nothing on the page.
    private bool IsLeftOut(bool canBeTotal)
    {
        if (_isTotal && canBeTotal && !_hasHeader)
        {
            WriteHeader();
        }

        return _isTotal && !canBeTotal;
    }

    private void WriteHeader()
    {
        _buffer.Write(Current.Header);
        _hasHeader = true;
    }

    private void End(Span<byte> line, int length, ReadOnlySpan<byte> block, in SampleDetail detail)
    {
        if (!_isTotal)
        {
            Finish(line, length);
            return;
        }

        Finish(line, length, detail.Exemplars, 0);
        WriteCreated(block, detail.Created);
    }

    private void WriteCreated(ReadOnlySpan<byte> block, long milliseconds)
    {
        if (_created && milliseconds > 0)
        {
            var line = Start(Current.Created, block, out var length);
            length += SampleNumber.WriteSeconds(line[length..], milliseconds);
            Finish(line, length);
        }
    }

    private Span<byte> Start(SampleName name, ReadOnlySpan<byte> block, out int length) =>
        block.IsEmpty ? Start(name.Alone, [], [], out length) : Start(name.Open, block, "} "u8, out length);

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

    private void Finish(Span<byte> line, int length, ExemplarSlots? exemplars, int slot)
    {
        // An exemplar must lie within its bucket, and NaN lies in none.
        if (exemplars is null || !exemplars.TryGet(slot, out var exemplar) || double.IsNaN(exemplar.Value))
        {
            Finish(line, length);
            return;
        }

        _buffer.Advance(length);
        ExemplarText.Write(_buffer, exemplar);
        Series++;
    }

    private void Finish(Span<byte> line, int length)
    {
        line[length] = (byte)'\n';
        _buffer.Advance(length + 1);
        Series++;
    }
}
