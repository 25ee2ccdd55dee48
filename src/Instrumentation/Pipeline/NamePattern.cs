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

    /// <summary>Takes the first place for each part between two stars and never goes back: time grows with the lengths, and not with the stars.</summary>
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

        name = name[star..];
        for (pattern = pattern[(star + 1)..]; (star = pattern.IndexOf('*')) >= 0; pattern = pattern[(star + 1)..])
        {
            var at = name.IndexOf(pattern[..star], StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                return false;
            }

            name = name[(at + star)..];
        }

        return name.EndsWith(pattern, StringComparison.OrdinalIgnoreCase);
    }
}
