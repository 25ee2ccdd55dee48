using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static AspNetCorePrometheus.UnitTests.Exposition.HostilePage;

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
            return families[0].Metric[each.i + 1].Counter.Value.Equals(each.row.Number)
                && series.Gauge.Value.Equals(each.row.Number)
                && (series.Label.SingleOrDefault(label => label.Name == "k")?.Value ?? string.Empty) == Replaced(each.row.Text)
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
                    .SequenceEqual(rows.Select(row => Replaced(row.Text)))
                || lines.Count(line => line.Name is "c_total" or "c__total") != 1 + rows.Count(row => !format.IsOpenMetrics || row.Number >= 0))
            {
                return false;
            }
        }

        return true;
    }).Check(Some);

    [Fact]
    public void Any_name_and_unit_make_a_family_that_both_readers_take() => Prop.ForAll(Names, given =>
    {
        foreach (var format in Formats.All)
        {
            if (format.IsProtobuf)
            {
                MessageReader.Read(page => Write(page, given), format);
            }
            else
            {
                StrictText.Read(PageText.Of(format, page => Write(page, given), created: true), format.IsOpenMetrics);
            }
        }

        return true;
    }).Check(Some);
}
