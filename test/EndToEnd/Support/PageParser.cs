namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>
/// A strict reader of the two text formats, stricter than Prometheus itself: what a format merely tolerates is refused
/// as well (samples without metadata, free comments, blank lines, timestamps).
/// https://prometheus.io/docs/instrumenting/exposition_formats/ and
/// https://prometheus.io/docs/specs/om/open_metrics_spec/
/// </summary>
internal sealed class PageParser
{
    private const int ExemplarLimit = 128;

    private readonly bool _openMetrics;
    private readonly bool _anyNumbers;
    private readonly List<Family> _families = [];
    private readonly HashSet<string> _familyNames = [];
    private readonly HashSet<string> _series = [];

    private PageParser(bool openMetrics, bool anyNumbers)
    {
        _openMetrics = openMetrics;
        _anyNumbers = anyNumbers;
    }

    /// <summary>Reads a page in text format 0.0.4, or 1.0.0 with classic names. Throws <see cref="PageFormatException"/>.</summary>
    public static Page ParseText(string text) => new PageParser(openMetrics: false, anyNumbers: false).Parse(text);

    /// <summary>Reads a page in OpenMetrics 1.0.0. Throws <see cref="PageFormatException"/>.</summary>
    public static Page ParseOpenMetrics(string text) => new PageParser(openMetrics: true, anyNumbers: false).Parse(text);

    /// <summary>
    /// Reads a page of either format by an application that measures what it should not: counters that are negative or NaN, and
    /// histograms whose sums are. Throws <see cref="PageFormatException"/>.
    /// </summary>
    public static Page ParseAny(string text, bool openMetrics) => new PageParser(openMetrics, anyNumbers: true).Parse(text);

    private Page Parse(string text)
    {
        if (!text.EndsWith('\n'))
        {
            throw new PageFormatException("the last line does not end", text[(text.LastIndexOf('\n') + 1)..]);
        }

        var lines = text[..^1].Split('\n');
        if (_openMetrics && lines[^1] != "# EOF")
        {
            throw new PageFormatException("no EOF", lines[^1]);
        }

        foreach (var line in _openMetrics ? lines.AsSpan(0, lines.Length - 1) : lines)
        {
            ParseLine(line);
        }

        _families.ForEach(family => FamilyRules.Check(family, _openMetrics, _anyNumbers));
        return new Page(text, _families);
    }

    private void ParseLine(string line)
    {
        var reader = new LineReader(line);
        if (!reader.Try("# "))
        {
            ParseSample(reader);
        }
        else if (reader.Try("HELP "))
        {
            var family = FamilyOf(reader);
            var help = reader.Unescape(reader.Rest(), _openMetrics ? "\\n\"" : "\\n");
            family.Help = family.Help is null ? help : throw reader.Wrong("second HELP line");
        }
        else if (reader.Try("TYPE "))
        {
            var family = FamilyOf(reader);
            family.Type = family.Type is null ? reader.Rest() : throw reader.Wrong("second TYPE line");
        }
        else if (_openMetrics && reader.Try("UNIT "))
        {
            var family = FamilyOf(reader);
            family.Unit = family.Unit is null ? reader.Rest() : throw reader.Wrong("second UNIT line");
        }
        else
        {
            throw reader.Wrong("unknown comment");
        }
    }

    // Metadata of a family stands together and before its samples.
    private Family FamilyOf(LineReader reader)
    {
        var name = reader.MetricName();
        reader.Expect(" ");
        if (_families.Count > 0 && _families[^1] is { Samples.Count: 0 } current && current.Name == name)
        {
            return current;
        }

        if (!_familyNames.Add(name))
        {
            throw reader.Wrong($"family {name} is not in one piece");
        }

        var family = new Family(name);
        _families.Add(family);
        return family;
    }

    private void ParseSample(LineReader reader)
    {
        var name = reader.MetricName();
        var labels = reader.Labels();
        reader.Expect(" ");
        var value = reader.Number();
        var (exemplar, measured) = _openMetrics && reader.Try(" # ") ? Exemplar(reader) : (null, 0);
        if (!reader.AtEnd)
        {
            throw reader.Wrong("end of line expected");
        }

        var sample = new Sample(name, labels, value, exemplar, measured);
        if (_families.Count == 0 || !FamilyRules.Owns(_families[^1], name, _openMetrics))
        {
            throw reader.Wrong("sample outside its family");
        }

        if (!_series.Add(sample.Series))
        {
            throw reader.Wrong("series twice");
        }

        _families[^1].Samples.Add(sample);
    }

    private static (string? Labels, double Value) Exemplar(LineReader reader)
    {
        var labels = reader.Labels();
        if (labels.Sum(label => Length(label.Key) + Length(label.Value)) > ExemplarLimit)
        {
            throw reader.Wrong("exemplar too long");
        }

        reader.Expect(" ");
        var value = reader.Number();
        if (reader.Try(" "))
        {
            reader.Number();
        }

        return (string.Join(',', labels.Select(label => $"{label.Key}={label.Value}")), value);

        static int Length(string text) => text.EnumerateRunes().Count();
    }
}
