namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Names with <c>*</c> for any text, compared without regard to case. Not a regular expression: a compiled one costs more at
/// start than the rest of the pipeline.
/// </summary>
internal static class NamePattern
{
    public static bool MatchesAny(IReadOnlyList<string> patterns, string name)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (Matches(patterns[i], name))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.Equals(name, StringComparison.OrdinalIgnoreCase);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = pattern[(star + 1)..];
        if (rest.IsEmpty)
        {
            return true;
        }

        for (var start = star; start <= name.Length; start++)
        {
            if (Matches(rest, name[start..]))
            {
                return true;
            }
        }

        return false;
    }
}
