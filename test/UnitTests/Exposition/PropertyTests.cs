using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AspNetCorePrometheus.Instrumentation.Exposition;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using CanonicalText = AspNetCorePrometheus.EndToEnd.Support.CanonicalText;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed partial class PropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void Any_label_value_is_escaped_as_the_reference_escapes_it() =>
        Prop.ForAll(Awkward.Texts, text =>
                PageText.Labels(("k", text)).Text() == ReferenceText.Labels([KeyValuePair.Create("k", text)]))
            .Check(Many);

    [Fact]
    public void Any_help_is_escaped_as_the_reference_escapes_it() =>
        Prop.ForAll(Awkward.Texts, text =>
        {
            var family = Family.CreateRaw("x", text, FamilyType.Gauge);
            return Header(family, ExpositionFormat.PrometheusText) == ReferenceHeader(text, quotes: false)
                && Header(family, ExpositionFormat.OpenMetrics) == ReferenceHeader(text, quotes: true);
        }).Check(Many);

    [Fact]
    public void Any_double_is_written_as_the_reference_writes_it_and_reads_back() =>
        Prop.ForAll(Awkward.Doubles, value =>
        {
            var text = Number(destination => SampleNumber.Write(destination, value));
            return text == ReferenceText.Number(value)
                && (!double.IsFinite(value) || double.Parse(text, CultureInfo.InvariantCulture).Equals(value));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Any_long_is_written_in_full() =>
        Prop.ForAll(Awkward.Longs, value =>
                Number(destination => SampleNumber.Write(destination, value))
                == value.ToString(CultureInfo.InvariantCulture))
            .Check(Many);

    [Fact]
    public void Any_double_in_a_label_is_canonical() =>
        Prop.ForAll(Awkward.Doubles, value => CanonicalNumber.Format(value) == CanonicalText.Of(value))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Any_instrument_has_names_of_the_metric_grammar() =>
        Prop.ForAll(Awkward.Texts, Awkward.Texts, ArbMap.Default.ArbFor<FamilyType>(), (name, unit, type) =>
        {
            var family = Family.Create(name, unit, null, type, unit.Length % 2 == 0 ? null : name);
            var raw = Family.CreateRaw(name, string.Empty, type);
            return new[] { family, raw }.All(each =>
                MetricName().IsMatch(each.NameIn(ExpositionFormat.PrometheusText))
                && MetricName().IsMatch(each.NameIn(ExpositionFormat.OpenMetrics))
                && MetricName().IsMatch(SampleNameIn(each, ExpositionFormat.PrometheusText))
                && MetricName().IsMatch(SampleNameIn(each, ExpositionFormat.OpenMetrics)));
        }).Check(Many);

    [Fact]
    public void Any_attribute_key_becomes_a_label_name_of_the_grammar() =>
        Prop.ForAll(Awkward.Texts, key => ValidLabelName().IsMatch(LabelName.Sanitize(key))).Check(Many);

    private static string Header(Family family, ExpositionFormat format) =>
        Encoding.UTF8.GetString(family.In(format).Header);

    private static string ReferenceHeader(string help, bool quotes) =>
        "# TYPE x gauge\n" + (help.Length == 0 ? string.Empty : $"# HELP x {ReferenceText.Escape(help, quotes)}\n");

    private static string SampleNameIn(Family family, ExpositionFormat format) =>
        Encoding.UTF8.GetString(family.In(format).Sample.Alone).TrimEnd(' ');

    private static string Number(Func<byte[], int> write)
    {
        var destination = new byte[SampleNumber.MaxLength];
        return Encoding.UTF8.GetString(destination.AsSpan(0, write(destination)));
    }

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*\\z")]
    private static partial Regex MetricName();

    [GeneratedRegex("^(_|[a-zA-Z][a-zA-Z0-9_]*|_[a-zA-Z0-9][a-zA-Z0-9_]*)\\z")]
    private static partial Regex ValidLabelName();
}
