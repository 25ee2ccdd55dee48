using AspNetCorePrometheus.Instrumentation.Exposition;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>Any names, units, label values and numbers, in every format and escaping, read back by readers that are not ours.</summary>
public sealed class HostilePageTests
{
    private static readonly Config Some = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Fact]
    public void A_protobuf_page_reads_back_as_it_was_written() => Prop.ForAll(Rows, rows =>
    {
        var families = MessageReader.Read(page => Write(page, rows));
        return families.Count == 3 && rows.Select((row, i) => (row, i)).All(each =>
        {
            var series = families[1].Metric[each.i];
            var histogram = families[2].Metric[each.i].Histogram;
            var label = Replaced(each.row.Text);
            return series.Gauge.Value.Equals(each.row.Number)
                && (label.Length == 0 ? series.Label.Count == 0 : series.Label.Single().Value == label)
                && histogram.SampleSum.Equals(each.row.Number)
                && histogram.SampleCount == 2;
        });
    }).Check(Some);

    [Fact]
    public void Every_text_format_and_escaping_reads_back_in_the_strict_reader() => Prop.ForAll(Rows, rows =>
    {
        foreach (var format in Formats.All.Where(format => !format.IsProtobuf))
        {
            var lines = StrictText.Read(PageText.Of(format, page => Write(page, rows), created: true), format.IsOpenMetrics);
            var gauges = lines.Where(line => line.Name == "g").ToArray();
            if (!gauges.Select(line => line.Value).SequenceEqual(rows.Select(row => row.Number))
                || !gauges.Select(line => line.Labels.GetValueOrDefault("k", string.Empty))
                    .SequenceEqual(rows.Select(row => Replaced(row.Text))))
            {
                return false;
            }
        }

        return true;
    }).Check(Some);

    [Fact]
    public void Any_name_and_unit_make_a_family_that_both_readers_take() => Prop.ForAll(
        Awkward.Texts, Awkward.Texts, ArbMap.Default.ArbFor<FamilyType>(), (name, unit, type) =>
        {
            var family = Family.Create(name, unit, name, type);
            foreach (var format in Formats.All)
            {
                if (format.IsProtobuf)
                {
                    MessageReader.Read(Page, format);
                }
                else
                {
                    StrictText.Read(PageText.Of(format, Page, created: true), format.IsOpenMetrics);
                }
            }

            return true;

            void Page(PageWriter page)
            {
                page.Begin(family);
                var labels = PageText.Labels((name, unit), ("le", "1"), ("k", name));
                if (type == FamilyType.Histogram)
                {
                    labels = LabelSet.Create(PageText.Pairs((name, unit), ("le", "1"), ("k", name)), histogram: true);
                    page.Histogram(labels, new BucketBounds([1]), [1, 1], 3, new SampleDetail(1_700_000_000_000));
                }
                else
                {
                    page.Sample(labels, 1L, new SampleDetail(1_700_000_000_000));
                }
            }
        }).Check(Some);

    private static Arbitrary<(string Text, double Number)[]> Rows { get; } =
        Gen.Zip(Awkward.Texts.Generator, Awkward.Doubles.Generator)
            .ListOf()
            .Select(rows => rows.Select(row => (row.Item1, row.Item2)).ToArray())
            .ToArbitrary();

    private static void Write(PageWriter page, (string Text, double Number)[] rows)
    {
        page.Begin(Family.CreateRaw("c_total", "help\n\"\\", FamilyType.Counter));
        page.Sample(LabelSet.Empty, long.MaxValue, new SampleDetail(1_700_000_000_001));
        foreach (var (text, number) in rows)
        {
            page.Sample(PageText.Labels(("k", text), ("row", "x")), number, Detail(number));
        }

        page.Begin(Family.CreateRaw("g", "", FamilyType.Gauge));
        foreach (var (text, number) in rows)
        {
            page.Sample(PageText.Labels(("k", text)), number);
        }

        page.Begin(Family.CreateRaw("h", "", FamilyType.Histogram));
        foreach (var (text, number) in rows)
        {
            page.Histogram(PageText.Labels(("k", text)), new BucketBounds([1]), [1, 1], number, Detail(number));
        }
    }

    private static SampleDetail Detail(double number)
    {
        var native = new ExponentialBuckets();
        native.Record(number);
        native.Record(-number);
        var exemplars = new ExemplarSlots(2);
        exemplars.Put(1, new Exemplar(number, 1_700_000_000_000, new string('a', 32), new string('b', 16)));
        return new SampleDetail(1_700_000_000_002, exemplars, native);
    }

    private static string Replaced(string text) => new string([.. text.EnumerateRunes().SelectMany(rune => rune.ToString())]);
}
