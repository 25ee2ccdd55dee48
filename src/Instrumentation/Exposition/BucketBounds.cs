using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A histogram's bounds with their <c>le</c> labels, encoded once for each format. Immutable.</summary>
internal sealed class BucketBounds
{
    private readonly double[] _bounds;
    private readonly byte[][] _prometheusText;
    private readonly byte[][] _openMetrics;

    /// <summary>Takes finite, ascending bounds; the <c>+Inf</c> bucket is implied.</summary>
    /// <exception cref="ArgumentException">A bound is not finite or not above the one before it.</exception>
    public BucketBounds(double[] bounds)
    {
        for (var i = 0; i < bounds.Length; i++)
        {
            if (!double.IsFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            {
                throw new ArgumentException("Bounds must be finite and ascending.", nameof(bounds));
            }
        }

        _bounds = [.. bounds];
        HasNegative = bounds.Length > 0 && bounds[0] < 0;
        _prometheusText = Labels(bounds, static bound =>
        {
            Span<byte> number = stackalloc byte[SampleNumber.MaxLength];
            return Encoding.UTF8.GetString(number[..SampleNumber.Write(number, bound)]);
        });
        _openMetrics = Labels(bounds, CanonicalNumber.Format);
    }

    /// <summary>The finite bounds, ascending.</summary>
    public ReadOnlySpan<double> Bounds => _bounds;

    /// <summary>Whether a bound is below zero, so that OpenMetrics has no sum for the histogram.</summary>
    public bool HasNegative { get; }

    /// <summary>The bucket that holds a value; the one behind the last bound is infinite, and holds what is not a number.</summary>
    public int IndexOf(double value)
    {
        var index = 0;
        while (index < _bounds.Length && !(value <= _bounds[index]))
        {
            index++;
        }

        return index;
    }

    /// <summary>For each bucket, the infinite one last: a comma, the label <c>le</c>, the brace, a space.</summary>
    public ReadOnlySpan<byte[]> LabelsIn(ExpositionFormat format) =>
        format.IsOpenMetrics ? _openMetrics : _prometheusText;

    private static byte[][] Labels(double[] bounds, Func<double, string> text)
    {
        var labels = new byte[bounds.Length + 1][];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = Encoding.UTF8.GetBytes($",le=\"{(i < bounds.Length ? text(bounds[i]) : "+Inf")}\"}} ");
        }

        return labels;
    }
}
