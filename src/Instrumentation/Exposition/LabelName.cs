using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Translates attribute keys into label names.</summary>
internal static class LabelName
{
    /// <summary>
    /// A valid label name: each run of invalid characters becomes one underscore, a leading digit gets one before it.
    /// </summary>
    /// <remarks>
    /// Of several underscores in front one stays: such names are Prometheus' own, and at <c>__name__</c> it refuses the
    /// whole page.
    /// </remarks>
    public static string Sanitize(string? key)
    {
        if (string.IsNullOrEmpty(key))
        {
            return "_";
        }

        return IsValid(key) ? key : Rewrite(key);
    }

    private static bool IsValid(string key)
    {
        if (char.IsAsciiDigit(key[0]) || key.StartsWith("__", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in key)
        {
            if (!IsAllowed(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string Rewrite(string key)
    {
        var name = new StringBuilder(key.Length + 1);
        if (char.IsAsciiDigit(key[0]))
        {
            name.Append('_');
        }

        foreach (var c in key)
        {
            var follows = name.Length > 0 && name[^1] == '_';
            if (IsAllowed(c) ? !(c == '_' && follows && name.Length == 1) : !follows)
            {
                name.Append(IsAllowed(c) ? c : '_');
            }
        }

        return name.ToString();
    }

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
