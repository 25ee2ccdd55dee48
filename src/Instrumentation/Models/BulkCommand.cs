namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Reads which table a command of <c>ExecuteUpdate</c> or <c>ExecuteDelete</c> changes.</summary>
internal static class BulkCommand
{
    private const string Blanks = " \t\r\n";

    /// <summary>Whether the command deletes; it updates otherwise.</summary>
    public static bool IsDelete(string text) => Statement(text).StartsWith("DELETE", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The one of the tables for which the command declares the alias behind its verb, or whose name stands there.
    /// </summary>
    public static TableName? Table(string text, IReadOnlyCollection<TableName> tables)
    {
        var rest = SkipWord(Statement(text));
        if (rest.StartsWith("TOP", StringComparison.OrdinalIgnoreCase) && rest[3..].TrimStart(Blanks).StartsWith("("))
        {
            rest = rest[(rest.IndexOf(')') + 1)..].TrimStart(Blanks);
        }

        if (rest.StartsWith("FROM", StringComparison.OrdinalIgnoreCase) && rest.IndexOfAny(Blanks) == 4)
        {
            rest = SkipWord(rest);
        }

        var target = SqlName.Read(ref rest);
        return (target.Schema is null ? Aliased(text, target.Name, tables) : null) ?? Find(target, tables);
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
        text.IndexOfAny(Blanks) is >= 0 and var end ? text[end..].TrimStart(Blanks) : default;

    // A provider without schemas names none where the model does.
    private static TableName? Find(TableName name, IReadOnlyCollection<TableName> tables)
    {
        TableName? alike = null;
        foreach (var table in tables)
        {
            if (table == name)
            {
                return table;
            }

            if (name.Schema is null && table.Name == name.Name)
            {
                alike ??= table;
            }
        }

        return alike;
    }

    private static TableName? Aliased(string text, string alias, IReadOnlyCollection<TableName> tables)
    {
        var rest = Statement(text);
        while (!rest.IsEmpty)
        {
            if (SqlName.Begins(rest[0]))
            {
                var name = SqlName.Read(ref rest);
                if (Declares(rest, alias) && Find(name, tables) is { } table)
                {
                    return table;
                }
            }
            else
            {
                rest = rest[0] == '\'' ? rest[(rest[1..].IndexOf('\'') is >= 0 and var end ? end + 2 : rest.Length)..] : rest[1..];
            }
        }

        return null;
    }

    private static bool Declares(ReadOnlySpan<char> text, string alias)
    {
        if (!text.StartsWith(" AS ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        text = text[4..];
        return SqlName.Read(ref text) is { Schema: null } name && name.Name == alias;
    }
}
