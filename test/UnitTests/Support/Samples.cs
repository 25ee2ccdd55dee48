using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>The series of one stream, to be asked by labels.</summary>
internal sealed class Samples : ISampleSink
{
    private readonly Dictionary<string, (double Value, long Count, long[] Buckets)> _series = [];

    public IReadOnlyCollection<string> Labels => _series.Keys;

    /// <summary>The traces of all exemplars of histograms.</summary>
    public HashSet<string> Traces { get; } = [];

    public bool TakesDetails => false;

    public static Samples Of(SeriesStream stream)
    {
        var samples = new Samples();
        stream.WriteTo(samples, new FamilySlot(stream.Family));
        return samples;
    }

    /// <summary>Measurements of a histogram, or the value of a counter, over all series with these labels.</summary>
    public long Count(params (string Name, string Value)[] labels) => Matching(labels).Sum(series => series.Count);

    /// <summary>The sum of a histogram over all series with these labels.</summary>
    public double Sum(params (string Name, string Value)[] labels) => Matching(labels).Sum(series => series.Value);

    /// <summary>The buckets, not cumulative, of the one series with these labels.</summary>
    public long[] Buckets(params (string Name, string Value)[] labels) => Matching(labels).Single().Buckets;

    public void Sample(LabelSet labels, long value, in SampleDetail detail = default) => _series.Add(Text(labels), (value, value, []));

    public void Sample(LabelSet labels, double value, in SampleDetail detail = default) => _series.Add(Text(labels), (value, (long)value, []));

    public void Histogram(
        LabelSet labels, BucketBounds bounds, ReadOnlySpan<long> bucketCounts, double sum, in SampleDetail detail = default)
    {
        var buckets = bucketCounts.ToArray();
        for (var i = 0; i < (detail.Exemplars?.Count ?? 0); i++)
        {
            if (detail.Exemplars!.TryGet(i, out var exemplar))
            {
                Traces.Add(exemplar.TraceId);
            }
        }

        _series.Add(Text(labels), (sum, buckets.Sum(), buckets));
    }

    private static string Text(LabelSet labels) => Encoding.UTF8.GetString(labels.Span);

    private IEnumerable<(double Value, long Count, long[] Buckets)> Matching((string Name, string Value)[] labels) =>
        _series.Where(series => labels.All(label =>
                $",{series.Key},".Contains($",{label.Name}=\"{label.Value}\",", StringComparison.Ordinal)))
            .Select(series => series.Value);
}
