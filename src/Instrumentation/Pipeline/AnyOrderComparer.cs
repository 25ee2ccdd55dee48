namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Compares attributes whatever their order, so that a series is found however its measurement names them.</summary>
internal sealed class AnyOrderComparer
    : IEqualityComparer<KeyValuePair<string, object?>[]>,
        IAlternateEqualityComparer<ReadOnlySpan<KeyValuePair<string, object?>>, KeyValuePair<string, object?>[]>
{
    public static readonly AnyOrderComparer Instance = new();

    public bool Equals(KeyValuePair<string, object?>[]? x, KeyValuePair<string, object?>[]? y) =>
        ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.AsSpan(), y));

    public bool Equals(ReadOnlySpan<KeyValuePair<string, object?>> alternate, KeyValuePair<string, object?>[] other)
    {
        if (alternate.Length != other.Length)
        {
            return false;
        }

        for (var i = 0; i < other.Length; i++)
        {
            if (!IsSame(alternate[i], other[i]) && !Has(alternate, other[i]))
            {
                return false;
            }
        }

        return true;
    }

    public int GetHashCode(KeyValuePair<string, object?>[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<KeyValuePair<string, object?>> alternate)
    {
        var hash = alternate.Length;
        foreach (var (key, value) in alternate)
        {
            hash += HashCode.Combine(key, value);
        }

        return hash;
    }

    public KeyValuePair<string, object?>[] Create(ReadOnlySpan<KeyValuePair<string, object?>> alternate) => alternate.ToArray();

    private static bool Has(ReadOnlySpan<KeyValuePair<string, object?>> attributes, KeyValuePair<string, object?> wanted)
    {
        foreach (var attribute in attributes)
        {
            if (IsSame(attribute, wanted))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSame(in KeyValuePair<string, object?> one, in KeyValuePair<string, object?> other) =>
        one.Key == other.Key && Equals(one.Value, other.Value);
}
