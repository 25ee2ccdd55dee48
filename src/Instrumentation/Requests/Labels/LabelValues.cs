using System.Collections.Concurrent;

namespace AspNetCorePrometheus.Instrumentation.Requests.Labels;

/// <summary>
/// The values of a request's extra labels, one object for each combination, so that series are found by reference.
/// </summary>
internal sealed class LabelValues
{
    private readonly ConcurrentDictionary<string, LabelValues> _next = new(StringComparer.Ordinal);
    private readonly Budget? _budget;

    private LabelValues(KeyValuePair<string, object?>[] attributes, Budget? budget)
    {
        Attributes = attributes;
        _budget = budget;
    }

    public static LabelValues None { get; } = new([], null);

    /// <summary>What every combination beyond the limit is, labelled as the SDK labels its overflow.</summary>
    public static LabelValues Overflow { get; } = new([new("otel.metric.overflow", true)], null);

    public KeyValuePair<string, object?>[] Attributes { get; }

    /// <summary>Makes the empty combination of a set of rules, from which at most so many others are made.</summary>
    public static LabelValues Root(int limit) => new([], new Budget { Left = limit });

    /// <summary>The combination with one value more.</summary>
    public LabelValues With(string label, string value) =>
        _budget is null ? this
        : _next.TryGetValue(value, out var next) ? next
        : Interlocked.Decrement(ref _budget.Left) < 0 ? Overflow
        : _next.GetOrAdd(value, new LabelValues([.. Attributes, new(label, value)], _budget));

    private sealed class Budget
    {
        public int Left;
    }
}
