using System.Collections.Concurrent;

namespace AspNetCorePrometheus.Instrumentation.Requests.Labels;

/// <summary>
/// The values of a request's extra labels, one object for each combination, so that series are found by reference.
/// </summary>
internal sealed class LabelValues
{
    private readonly ConcurrentDictionary<string, LabelValues> _next = new(StringComparer.Ordinal);

    private LabelValues(KeyValuePair<string, object?>[] attributes) => Attributes = attributes;

    public static LabelValues None { get; } = new([]);

    public KeyValuePair<string, object?>[] Attributes { get; }

    /// <summary>Makes the empty combination of a set of rules.</summary>
    public static LabelValues Root() => new([]);

    /// <summary>The combination with one value more.</summary>
    public LabelValues With(string label, string value) =>
        _next.TryGetValue(value, out var next)
            ? next
            : _next.GetOrAdd(value, new LabelValues([.. Attributes, new(label, value)]));
}
