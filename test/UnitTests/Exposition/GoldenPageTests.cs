using AspNetCorePrometheus.Instrumentation.Exposition;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class GoldenPageTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_in_text_format_equals_its_golden_file(string scenario) =>
        Check(scenario, ExpositionFormat.PrometheusText, "prometheus.txt");

    // Only names that need quotes are written otherwise, and there are none.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_in_text_format_1_is_that_of_the_older_one(string scenario) =>
        Check(scenario, new ExpositionFormat(PageSyntax.Text1), "prometheus.txt");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_in_OpenMetrics_equals_its_golden_file(string scenario) =>
        Check(scenario, ExpositionFormat.OpenMetrics, "openmetrics.txt");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_in_OpenMetrics_with_escaped_dots_and_beginnings_equals_its_golden_file(string scenario) =>
        Check(scenario, ExpositionFormat.OpenMetrics with { Escaping = NameEscaping.Dots }, "dots.openmetrics.txt", created: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_in_protobuf_reads_as_its_golden_file(string scenario) => Assert.Equal(
        Golden.Read($"{scenario}.protobuf.txt"),
        string.Concat(MessageReader.Read(Scenarios.All[scenario], created: true).Select(family => family + "\n")));

    [Fact]
    public void Every_golden_file_belongs_to_a_scenario() =>
        Assert.Equal(
            Scenarios.All.Keys
                .SelectMany(name => new[]
                {
                    $"{name}.dots.openmetrics.txt", $"{name}.openmetrics.txt", $"{name}.prometheus.txt", $"{name}.protobuf.txt",
                })
                .Order(),
            Directory.GetFiles(Golden.Folder).Select(Path.GetFileName).Order());

    private static void Check(string scenario, ExpositionFormat format, string ending, bool created = false) =>
        Assert.Equal(Golden.Read($"{scenario}.{ending}"), PageText.Of(format, Scenarios.All[scenario], created));
}
