using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>Reads one line from left to right; throws at the first character that does not belong.</summary>
internal sealed partial class LineReader(string line)
{
    private int _at;

    public bool AtEnd => _at == line.Length;

    public PageFormatException Wrong(string reason) => new($"{reason} at {_at}", line);

    public void Expect(string text)
    {
        if (!Try(text))
        {
            throw Wrong($"'{text}' expected");
        }
    }

    public bool Try(string text)
    {
        if (string.CompareOrdinal(line, _at, text, 0, text.Length) != 0)
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    public string MetricName() => Match(MetricNamePattern(), "a metric name");

    public string LabelName() => Match(LabelNamePattern(), "a label name");

    public string Word() => Match(WordPattern(), "a word");

    public string Rest()
    {
        var rest = line[_at..];
        _at = line.Length;
        return rest;
    }

    /// <summary>The label block with its braces, or nothing.</summary>
    public Dictionary<string, string> Labels()
    {
        var labels = new Dictionary<string, string>();
        if (!Try("{"))
        {
            return labels;
        }

        while (!Try("}"))
        {
            if (labels.Count > 0)
            {
                Expect(",");
            }

            var name = LabelName();
            Expect("=\"");
            if (!labels.TryAdd(name, QuotedValue()))
            {
                throw Wrong($"label {name} twice");
            }
        }

        return labels;
    }

    public double Number()
    {
        var word = Word();
        return word switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ when NumberPattern().IsMatch(word) =>
                double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture),
            _ => throw Wrong($"'{word}' is not a number"),
        };
    }

    /// <summary>A text in which a backslash may stand before these characters only, <c>n</c> for a line feed.</summary>
    public string Unescape(string text, string escapes)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
            }
            else if (++i < text.Length && escapes.Contains(text[i]))
            {
                plain.Append(text[i] == 'n' ? '\n' : text[i]);
            }
            else
            {
                throw Wrong("bad escape");
            }
        }

        return plain.ToString();
    }

    private string QuotedValue()
    {
        var start = _at;
        while (_at < line.Length && line[_at] != '"')
        {
            _at += line[_at] == '\\' ? 2 : 1;
        }

        if (_at >= line.Length)
        {
            throw Wrong("label value without its closing quote");
        }

        return Unescape(line[start.._at++], "\\\"n");
    }

    private string Match(Regex pattern, string what)
    {
        var match = pattern.Match(line, _at);
        if (!match.Success)
        {
            throw Wrong($"{what} expected");
        }

        _at += match.Length;
        return match.Value;
    }

    [GeneratedRegex(@"\G[a-zA-Z_:][a-zA-Z0-9_:]*")]
    private static partial Regex MetricNamePattern();

    [GeneratedRegex(@"\G[a-zA-Z_][a-zA-Z0-9_]*")]
    private static partial Regex LabelNamePattern();

    [GeneratedRegex(@"\G[^ ]+")]
    private static partial Regex WordPattern();

    [GeneratedRegex(@"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$")]
    private static partial Regex NumberPattern();
}
