
namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Writes families and series into a page. Reusable, not thread-safe, allocates nothing per sample.</summary>
internal abstract class PageWriter : ISampleSink
{
    /// <summary>Sample lines written since the last <see cref="Reset"/>.</summary>
    public long Series { get; protected set; }

    /// <summary>A writer of a format, for one page after another.</summary>
    public static PageWriter Create(ExpositionFormat format, PageBuffer buffer) => new TextPageWriter(format, buffer);

    /// <summary>Starts a family with its header; the samples that follow belong to it.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void Begin(Family family);

    /// <summary>Writes one series of a counter, gauge, info or unknown family.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void Sample(LabelSet labels, long value);

    /// <inheritdoc cref="Sample(LabelSet, long)"/>
    public abstract void Sample(LabelSet labels, double value);

    /// <summary>Writes one series of a histogram family.</summary>
    /// <param name="labels">The labels without <c>le</c>.</param>
    /// <param name="bounds">The upper bounds but the infinite one.</param>
    /// <param name="bucketCounts">Counts of each bucket, not cumulative, the infinite one last.</param>
    /// <param name="sum">The sum of all measurements, in the family's unit.</param>
    /// <exception cref="ArgumentException">There is not one count more than there are bounds.</exception>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void Histogram(LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum);

    /// <summary>Ends the page.</summary>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    public abstract void End();

    /// <summary>Makes the writer ready for another page, in <paramref name="buffer"/>.</summary>
    public abstract void Reset(PageBuffer buffer);
}
