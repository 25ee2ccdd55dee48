namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Names of instruments as OpenTelemetry has them.</summary>
internal static class InstrumentName
{
    // https://opentelemetry.io/docs/specs/otel/metrics/api/#instrument-name-syntax
    private const int MaxLength = 255;

    /// <summary>
    /// A name for the SDK to take as it is; null for one that it must look at itself. It does so with a regular expression, and no
    /// other work needs one.
    /// </summary>
    public static string? Plain(string name)
    {
        if (name.Length is 0 or > MaxLength || !char.IsAsciiLetter(name[0]))
        {
            return null;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '.' or '_' or '/'))
            {
                return null;
            }
        }

        return name;
    }
}
