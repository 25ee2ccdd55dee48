using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A series' labels, encoded once, in the order of their names. Immutable, with value equality.</summary>
internal sealed class LabelSet : IEquatable<LabelSet>
{
    /// <summary>No labels.</summary>
    public static readonly LabelSet Empty = new([]);

    private readonly byte[] _text;
    private readonly int _hash;
    private KeyValuePair<string, object?>[] _attributes = [];
    private byte[]? _message;
    private byte[]? _dotsMessage;
    private byte[]? _dots;

    private LabelSet(byte[] text)
    {
        _text = text;
        var hash = default(HashCode);
        hash.AddBytes(text);
        _hash = hash.ToHashCode();
    }

    /// <summary>
    /// The attributes as they were measured, without those of the meter and the constant ones. Whoever keeps them for a series lends
    /// them once, before the labels are handed on.
    /// </summary>
    public KeyValuePair<string, object?>[] Attributes
    {
        get => _attributes;
        set => _attributes = ReferenceEquals(this, Empty) ? [] : value;
    }

    /// <summary>The bytes between the braces, UTF-8.</summary>
    public ReadOnlyMemory<byte> Text => _text;

    /// <inheritdoc cref="Text"/>
    public ReadOnlySpan<byte> Span => _text;

    /// <summary>The bytes that a page has of the labels: those between the braces, or the fields of a message.</summary>
    public ReadOnlySpan<byte> In(ExpositionFormat format) => (format.IsProtobuf, format.EscapesDots) switch
    {
        (false, false) => _text,
        (false, true) => _dots ??= LabelBlock.Dots(_text),
        (true, false) => _message ??= LabelBlock.Message(_text, dots: false),
        (true, true) => _dotsMessage ??= LabelBlock.Message(_text, dots: true),
    };

    /// <summary>Translates attributes into labels; values whose names become the same are joined by <c>;</c>.</summary>
    /// <param name="attributes">Attributes as measured, in any order.</param>
    /// <param name="constants">Labels for every series; the series' own label of the same name has precedence.</param>
    /// <param name="histogram">Whether <c>le</c> belongs to the buckets and is left out here.</param>
    public static LabelSet Create(
        ReadOnlySpan<KeyValuePair<string, object?>> attributes,
        IReadOnlyList<KeyValuePair<string, string>>? constants = null,
        bool histogram = false)
    {
        if (attributes.IsEmpty && constants is not { Count: > 0 })
        {
            return Empty;
        }

        var labels = new SortedList<string, string>(attributes.Length, StringComparer.Ordinal);
        Add(labels, attributes);
        foreach (var (key, value) in constants ?? [])
        {
            var name = LabelName.Sanitize(key);
            if (!labels.TryGetValue(name, out var own) || string.IsNullOrEmpty(own))
            {
                labels[name] = value;
            }
        }

        if (histogram)
        {
            labels.Remove("le");
        }

        return Encode(labels);
    }

    public bool Equals(LabelSet? other) =>
        other is not null && (ReferenceEquals(this, other) || Span.SequenceEqual(other.Span));

    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    public override int GetHashCode() => _hash;

    // https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-attributes: joined
    // values stand in the order of the original keys.
    private static void Add(SortedList<string, string> labels, ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        foreach (var (key, value) in Ordered(attributes))
        {
            var name = LabelName.Sanitize(key);
            var text = LabelValue.Text(value);
            labels[name] = labels.TryGetValue(name, out var before) ? $"{before};{text}" : text;
        }
    }

    // By hand: label sets are few and short, and a generic sort of pairs would be compiled at start for them.
    private static KeyValuePair<string, object?>[] Ordered(ReadOnlySpan<KeyValuePair<string, object?>> attributes)
    {
        var ordered = attributes.ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            var attribute = ordered[i];
            var place = i;
            for (; place > 0 && string.CompareOrdinal(ordered[place - 1].Key, attribute.Key) > 0; place--)
            {
                ordered[place] = ordered[place - 1];
            }

            ordered[place] = attribute;
        }

        return ordered;
    }

    private static LabelSet Encode(SortedList<string, string> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            // A label with an empty value is the same as none.
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(text.Length == 0 ? string.Empty : ",")
                    .Append(name).Append("=\"").Append(Escaping.Quoted(value)).Append('"');
            }
        }

        return text.Length == 0 ? Empty : new LabelSet(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
