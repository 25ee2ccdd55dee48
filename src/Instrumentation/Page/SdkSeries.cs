using AspNetCorePrometheus.Instrumentation.Exposition;
using OpenTelemetry;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>A series of a metric of the SDK, as its stream knows it from one page to the next.</summary>
internal struct SdkSeries
{
    /// <summary>As the SDK has them, by reference.</summary>
    public required KeyValuePair<string, object?>[] Attributes;

    public required LabelSet Labels;

    /// <summary>Null while it has had none.</summary>
    public ExemplarSlots? Exemplars;

    /// <summary>What its exemplars are looked for by; 0 where there can be none.</summary>
    public int Hash;

    /// <summary>Bytes behind the first series, where the SDK keeps it.</summary>
    public nint Place;

    /// <summary>Whether the series of these attributes is this one.</summary>
    public readonly bool Is(ReadOnlyTagCollection attributes)
    {
        if (attributes.Count != Attributes.Length)
        {
            return false;
        }

        var i = 0;
        foreach (var attribute in attributes)
        {
            ref var known = ref Attributes[i++];
            if (!ReferenceEquals(known.Key, attribute.Key) || !ReferenceEquals(known.Value, attribute.Value))
            {
                return false;
            }
        }

        return true;
    }
}
