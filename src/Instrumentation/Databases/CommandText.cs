using System.Data;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Finds the operation that a command's text begins with. Nothing of the text is kept.</summary>
internal static class CommandText
{
    /// <summary>An index of <see cref="OperationNames.All"/>.</summary>
    /// <param name="text">The command's text.</param>
    /// <param name="type">What the text is.</param>
    /// <param name="hasHashComments">Whether <c>#</c> begins a comment, as in MySQL; elsewhere it is an operator or part of a name.</param>
    public static int Operation(string? text, CommandType type, bool hasHashComments) => type switch
    {
        CommandType.StoredProcedure => OperationNames.IndexOf("EXEC") ?? OperationNames.Other,
        CommandType.TableDirect => 0,
        _ when text is ['S', 'E', 'L', 'E', 'C', 'T', ' ' or '\n' or '\r', ..] => 0,
        _ => Operation(text, hasHashComments),
    };

    /// <summary>
    /// The first keyword, behind comments and parentheses: of a common table expression that of the main statement, of a
    /// batch that of the first statement which is no <c>SET</c> or <c>DECLARE</c>.
    /// </summary>
    public static int Operation(ReadOnlySpan<char> text, bool hasHashComments)
    {
        int? set = null;
        while (true)
        {
            var word = NextWord(ref text, hasHashComments);
            if (word.IsEmpty)
            {
                return set ?? OperationNames.Other;
            }

            if (word.Equals("WITH", StringComparison.OrdinalIgnoreCase))
            {
                return MainStatement(text, hasHashComments);
            }

            var index = OperationNames.IndexOf(word) ?? OperationNames.Other;
            if (OperationNames.All[index] is not ("SET" or "DECLARE") || !SkipStatement(ref text, hasHashComments))
            {
                return set is not null && index == OperationNames.Other ? set.Value : index;
            }

            set ??= index;
        }
    }

    // The names and bodies of the expressions stand between WITH and the main statement; the bodies are in parentheses.
    private static int MainStatement(ReadOnlySpan<char> text, bool hasHashComments)
    {
        var isName = true;
        for (var before = text; NextWord(ref text, hasHashComments, skipParentheses: true) is { IsEmpty: false } word; before = text)
        {
            // PostgreSQL lets an expression be called by the name of a command.
            if (isName || before[..^(text.Length + word.Length)].TrimEnd().EndsWith(","))
            {
                isName = word.Equals("RECURSIVE", StringComparison.OrdinalIgnoreCase);
            }
            else if (OperationNames.IndexOf(word) is { } index && index <= OperationNames.IndexOf("MERGE"))
            {
                return index;
            }
        }

        return OperationNames.Other;
    }

    private static ReadOnlySpan<char> NextWord(ref ReadOnlySpan<char> text, bool hasHashComments, bool skipParentheses = false)
    {
        while (!text.IsEmpty)
        {
            if (char.IsAsciiLetter(text[0]))
            {
                var end = 1;
                while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '$'))
                {
                    end++;
                }

                var word = text[..end];
                text = text[end..];
                return word;
            }

            Skip(ref text, hasHashComments, skipParentheses);
        }

        return default;
    }

    /// <summary>Behind the next semicolon; false if there is none.</summary>
    private static bool SkipStatement(ref ReadOnlySpan<char> text, bool hasHashComments)
    {
        while (!text.IsEmpty)
        {
            if (text[0] == ';')
            {
                text = text[1..];
                return true;
            }

            Skip(ref text, hasHashComments, skipParentheses: false);
        }

        return false;
    }

    private static void Skip(ref ReadOnlySpan<char> text, bool hasHashComments, bool skipParentheses)
    {
        if (text.StartsWith("--") || (hasHashComments && text[0] == '#'))
        {
            SkipBehind(ref text, 1, "\n");
        }
        else if (text.StartsWith("/*"))
        {
            SkipBehind(ref text, 2, "*/");
        }
        else if (text[0] is '\'' or '"' or '`')
        {
            SkipBehind(ref text, 1, text[..1]);
        }
        else if (text[0] == '[')
        {
            SkipBehind(ref text, 1, "]");
        }
        else if (text[0] == '(' && skipParentheses)
        {
            SkipParentheses(ref text, hasHashComments);
        }
        else
        {
            text = text[1..];
        }
    }

    private static void SkipParentheses(ref ReadOnlySpan<char> text, bool hasHashComments)
    {
        var depth = 0;
        do
        {
            depth += text[0] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[0] is '(' or ')')
            {
                text = text[1..];
            }
            else
            {
                Skip(ref text, hasHashComments, skipParentheses: false);
            }
        }
        while (depth > 0 && !text.IsEmpty);
    }

    private static void SkipBehind(ref ReadOnlySpan<char> text, int from, ReadOnlySpan<char> end)
    {
        var at = text[from..].IndexOf(end);
        text = at < 0 ? default : text[(from + at + end.Length)..];
    }
}
