using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Reads names such as <c>"schema"."table"</c>, quoted as any of EF Core's providers quotes.</summary>
internal static class SqlName
{
    /// <summary>Whether a name can begin with this character.</summary>
    public static bool Begins(char first) => char.IsLetter(first) || first is '_' or '[' or '"' or '`';

    /// <summary>The name that a text begins with, without quotes: its last two parts. The text is moved behind it.</summary>
    public static TableName Read(ref ReadOnlySpan<char> text)
    {
        string? schema = null;
        while (true)
        {
            var part = Part(ref text);
            if (text.IsEmpty || text[0] != '.')
            {
                return new TableName(schema, part);
            }

            schema = part;
            text = text[1..];
        }
    }

    private static string Part(ref ReadOnlySpan<char> text)
    {
        var close = text.IsEmpty ? '\0' : text[0] switch { '[' => ']', '"' => '"', '`' => '`', _ => '\0' };
        if (close != '\0')
        {
            return Quoted(ref text, close);
        }

        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '_' or '$' or '#'))
        {
            length++;
        }

        var name = text[..length].ToString();
        text = text[length..];
        return name;
    }

    // A closing quote inside of a name is doubled.
    private static string Quoted(ref ReadOnlySpan<char> text, char close)
    {
        var name = new StringBuilder();
        text = text[1..];
        while (text.IndexOf(close) is >= 0 and var end)
        {
            name.Append(text[..end]);
            text = text[(end + 1)..];
            if (text.IsEmpty || text[0] != close)
            {
                return name.ToString();
            }

            name.Append(close);
            text = text[1..];
        }

        text = default;
        return name.ToString();
    }
}
