namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Leaves out the attributes of a measurement whose values grow without bound.</summary>
internal static class DroppedAttributes
{
    /// <summary>The attributes that stay; in the buffer if there is room.</summary>
    public static ReadOnlySpan<KeyValuePair<string, object?>> Without(
        string[] dropped, ReadOnlySpan<KeyValuePair<string, object?>> attributes, Span<KeyValuePair<string, object?>> buffer)
    {
        if (dropped.Length == 0)
        {
            return attributes;
        }

        var kept = attributes.Length <= buffer.Length ? buffer : new KeyValuePair<string, object?>[attributes.Length];
        var count = 0;
        foreach (var attribute in attributes)
        {
            if (Array.IndexOf(dropped, attribute.Key) < 0)
            {
                kept[count++] = attribute;
            }
        }

        return kept[..count];
    }
}
