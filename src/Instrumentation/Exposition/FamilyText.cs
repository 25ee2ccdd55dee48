using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>What a text format writes of a family besides labels and numbers, encoded once.</summary>
internal sealed class FamilyText
{
    private FamilyText(string name, string header, string sample)
    {
        Name = name;
        Header = Encoding.UTF8.GetBytes(header);
        Sample = new SampleName(sample);
    }

    /// <summary>The family's name as the header lines have it.</summary>
    public string Name { get; }

    /// <summary>The lines TYPE, UNIT and HELP, those of them that there are.</summary>
    public byte[] Header { get; }

    public SampleName Sample { get; }

    public SampleName Bucket => field ??= new SampleName(Name + "_bucket");

    public SampleName Sum => field ??= new SampleName(Name + "_sum");

    public SampleName Count => field ??= new SampleName(Name + "_count");

    /// <summary>The sample with the time when a counter or histogram began.</summary>
    public SampleName Created => field ??= new SampleName(Name + "_created");

    /// <summary>A family in text 0.0.4, which has no UNIT line.</summary>
    public static FamilyText InPrometheusText(FamilyNames names, FamilyType type, string help)
    {
        var word = type switch
        {
            FamilyType.Counter => "counter",
            FamilyType.Histogram => "histogram",
            FamilyType.Unknown => "untyped",
            _ => "gauge",
        };
        var header = $"# TYPE {names.Text} {word}\n" + Line("HELP", names.Text, Escaping.Help(help));
        return new FamilyText(names.Text, header, names.Text);
    }

    /// <summary>A family in OpenMetrics 1.0.0.</summary>
    public static FamilyText InOpenMetrics(FamilyNames names, FamilyType type, string help)
    {
        var word = type switch
        {
            FamilyType.Counter => "counter",
            FamilyType.Histogram => "histogram",
            FamilyType.Info => "info",
            FamilyType.Unknown => "unknown",
            _ => "gauge",
        };

        var unit = UnitIn(names.OpenMetrics, names.Unit);
        var header = $"# TYPE {names.OpenMetrics} {word}\n"
            + Line("UNIT", names.OpenMetrics, unit)
            + Line("HELP", names.OpenMetrics, Escaping.Quoted(help));
        return new FamilyText(names.OpenMetrics, header, names.OpenMetricsSample);
    }

    /// <summary>
    /// The unit where it is a suffix of its own, else nothing: where the name merely ends in the same letters, Prometheus refuses the
    /// whole page.
    /// </summary>
    public static string UnitIn(string name, string unit) =>
        name.EndsWith('_' + unit, StringComparison.Ordinal) ? unit : string.Empty;

    private static string Line(string keyword, string name, string text) =>
        text.Length == 0 ? string.Empty : $"# {keyword} {name} {text}\n";
}
