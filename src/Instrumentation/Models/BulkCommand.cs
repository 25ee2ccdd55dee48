namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Reads which table a command of <c>ExecuteUpdate</c> or <c>ExecuteDelete</c> changes.</summary>
internal static class BulkCommand
{
    /// <summary>Whether the command deletes; it updates otherwise.</summary>
    public static bool IsDelete(string text) => Statement(text).StartsWith("DELETE", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The one of the tables that the command names behind its verb, or for which it declares the alias that stands there.
    /// </summary>
    public static string? Table(string text, IEnumerable<string> tables)
    {
        var rest = SkipWord(Statement(text));
        if (rest.StartsWith("FROM ", StringComparison.OrdinalIgnoreCase))
        {
            rest = SkipWord(rest);
        }

        var target = Name(rest);
        string? aliased = null;
        foreach (var table in tables)
        {
            var own = table[(table.LastIndexOf('.') + 1)..];
            if (target.Equals(own, StringComparison.Ordinal))
            {
                return table;
            }

            aliased ??= DeclaresAlias(text, own, target) ? table : null;
        }

        return aliased;
    }

    // EF Core writes the tags of a query in front of it, as comments.
    private static ReadOnlySpan<char> Statement(string text)
    {
        var rest = text.AsSpan().Trim();
        while (rest.StartsWith("--", StringComparison.Ordinal) && rest.IndexOf('\n') is >= 0 and var end)
        {
            rest = rest[(end + 1)..].TrimStart();
        }

        return rest;
    }

    private static ReadOnlySpan<char> SkipWord(ReadOnlySpan<char> text) =>
        text.IndexOf(' ') is >= 0 and var end ? text[end..].TrimStart() : default;

    // The last part of a name such as "schema"."table".
    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var close = text.IsEmpty ? '\0' : text[0] switch { '[' => ']', '"' => '"', '`' => '`', _ => '\0' };
            var start = close == '\0' ? 0 : 1;
            var length = close == '\0' ? text.IndexOfAny(" .\r\n;") : text[start..].IndexOf(close);
            var name = length < 0 ? text[start..] : text.Slice(start, length);
            var next = length < 0 ? default : text[(start + length + start)..];
            if (next.IsEmpty || next[0] != '.')
            {
                return name;
            }

            text = next[1..];
        }
    }

    private static bool DeclaresAlias(string text, ReadOnlySpan<char> table, ReadOnlySpan<char> alias)
    {
        for (var rest = text.AsSpan(); rest.IndexOf(table) is >= 0 and var at; rest = rest[(at + table.Length)..])
        {
            var behind = rest[(at + table.Length)..].TrimStart("]\"`");
            if (behind.StartsWith(" AS ", StringComparison.OrdinalIgnoreCase) && Name(behind[4..]).SequenceEqual(alias))
            {
                return true;
            }
        }

        return false;
    }
}
