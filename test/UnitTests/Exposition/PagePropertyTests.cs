using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class PagePropertyTests
{
    private static readonly BucketBounds Bounds = new([0.005, 1, 2.5e6]);

    [Theory]
    [InlineData(nameof(ExpositionFormat.PrometheusText), "0.005,1,2500000,+Inf", "")]
    [InlineData(nameof(ExpositionFormat.OpenMetrics), "0.005,1.0,2.5e+06,+Inf", "# EOF\n")]
    public void Any_page_equals_what_the_reference_writes(string format, string les, string end) =>
        Prop.ForAll(
            Gen.Zip(Awkward.Texts.Generator, Gen.Zip(Awkward.Doubles.Generator, Awkward.Longs.Generator))
                .ListOf()
                .ToArbitrary(),
            series =>
            {
                var rows = series
                    .Select(row => (Label: row.Item1, Number: row.Item2.Item1, Whole: row.Item2.Item2))
                    .ToArray();
                return Written(Formats.Named(format), rows) == Expected(les.Split(','), rows, end.Length > 0) + end;
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static string Written(ExpositionFormat format, (string Label, double Number, long Whole)[] rows) =>
        PageText.Of(format, page =>
        {
            page.Begin(Family.CreateRaw("g", string.Empty, FamilyType.Gauge));
            foreach (var (label, number, whole) in rows)
            {
                page.Sample(PageText.Labels(("a", label), ("b", label)), number);
                page.Sample(PageText.Labels(("a", label)), whole);
            }

            page.Begin(Family.CreateRaw("c_total", string.Empty, FamilyType.Counter));
            foreach (var (label, number, whole) in rows)
            {
                page.Sample(PageText.Labels(("a", label)), number);
                page.Sample(PageText.Labels(("b", label)), whole);
            }

            page.Begin(Family.CreateRaw("h", string.Empty, FamilyType.Histogram));
            foreach (var (label, number, whole) in rows)
            {
                page.Histogram(PageText.Labels(("b", label)), Bounds, Counts(whole), number);
            }
        });

    private static string Expected(string[] les, (string Label, double Number, long Whole)[] rows, bool openMetrics)
    {
        var page = new StringBuilder("# TYPE g gauge\n");
        foreach (var (label, number, whole) in rows)
        {
            page.Append(ReferenceText.Line(
                "g", ReferenceText.Labels([new("a", label), new("b", label)]), ReferenceText.Number(number)));
            page.Append(ReferenceText.Line("g", ReferenceText.Labels([new("a", label)]), $"{whole}"));
        }

        var totals = rows.SelectMany(row => new[]
        {
            (Name: "a", row.Label, row.Number, Text: ReferenceText.Number(row.Number)),
            (Name: "b", row.Label, Number: (double)row.Whole, Text: $"{row.Whole}"),
        }).Where(total => !openMetrics || total.Number >= 0).ToArray();
        page.Append(openMetrics ? totals.Length > 0 ? "# TYPE c counter\n" : string.Empty : "# TYPE c_total counter\n");
        foreach (var (name, label, _, text) in totals)
        {
            page.Append(ReferenceText.Line("c_total", ReferenceText.Labels([new(name, label)]), text));
        }

        page.Append("# TYPE h histogram\n");
        foreach (var (label, number, whole) in rows)
        {
            var labels = ReferenceText.Labels([new("b", label)]);
            for (var i = 0; i < les.Length; i++)
            {
                var le = $"{labels}{(labels.Length == 0 ? string.Empty : ",")}le=\"{les[i]}\"";
                page.Append(ReferenceText.Line("h_bucket", le, $"{Counts(whole).Take(i + 1).Sum()}"));
            }

            if (!openMetrics || number >= 0)
            {
                page.Append(ReferenceText.Line("h_sum", labels, ReferenceText.Number(number)));
                page.Append(ReferenceText.Line("h_count", labels, $"{Counts(whole).Sum()}"));
            }
        }

        return page.ToString();
    }

    private static long[] Counts(long seed) => [seed & 0xff, (seed >> 8) & 0xffff, (seed >> 24) & 0xffffff, 1];
}
