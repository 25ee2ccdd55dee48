namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Writes families and series into a page. Reusable, not thread-safe, allocates nothing per sample.</summary>
internal abstract class PageWriter : ISampleSink
{
    /// <summary>Samples written since the last <see cref="Reset"/>: lines, or what would be lines.</summary>
    public long Series { get; protected set; }

    /// <inheritdoc/>
    public abstract bool TakesDetails { get; }

    /// <summary>A writer of a format, for one page after another.</summary>
    /// <param name="format">The format and the escaping of names.</param>
    /// <param name="buffer">The first page.</param>
    /// <param name="created">Whether the page tells when counters and histograms began, if its format can.</param>
    public static PageWriter Create(ExpositionFormat format, PageBuffer buffer, bool created = false) =>
        format.IsProtobuf ? new ProtobufPageWriter(format, buffer, created) : new TextPageWriter(format, buffer, created);

    /// <summary>Starts a family with its header; the samples that follow belong to it.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void Begin(Family family);

    /// <summary>Writes one series of a counter, gauge, info or unknown family.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void Sample(LabelSet labels, long value, in SampleDetail detail = default);

    /// <inheritdoc cref="Sample(LabelSet, long, in SampleDetail)"/>
    public abstract void Sample(LabelSet labels, double value, in SampleDetail detail = default);

    /// <summary>Writes one series of a histogram family.</summary>
    /// <param name="labels">The labels without <c>le</c>.</param>
    /// <param name="bounds">The upper bounds but the infinite one.</param>
    /// <param name="bucketCounts">Counts of each bucket, not cumulative, the infinite one last.</param>
    /// <param name="sum">The sum of all measurements, in the family's unit.</param>
    /// <param name="detail">What else there is to tell.</param>
    /// <exception cref="ArgumentException">There is not one count more than there are bounds.</exception>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default);

    /// <summary>Ends the page.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void End();

    /// <summary>Makes the writer ready for another page, in <paramref name="buffer"/>.</summary>
    public abstract void Reset(PageBuffer buffer);

    /// <summary>The check that every writer of a histogram begins with.</summary>
    protected static void CheckCounts(BucketBounds bounds, ReadOnlySpan<long> bucketCounts)
    {
        if (bucketCounts.Length != bounds.Bounds.Length + 1)
        {
            throw new ArgumentException("A histogram has one bucket more than bounds.", nameof(bucketCounts));
        }
    }
}
