using AspNetCorePrometheus.Instrumentation.Exposition;
using FsCheck;
using FsCheck.Fluent;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>Pages of any names, units, label values and numbers.</summary>
internal static class HostilePage
{
    private const long Began = 1_700_000_000_000;

    /// <summary>A label's value and a number for each series.</summary>
    public static Arbitrary<(string Text, double Number)[]> Rows { get; } =
        Gen.Zip(Awkward.Texts.Generator, Awkward.Doubles.Generator)
            .NonEmptyListOf()
            .Select(rows => rows.Select(row => (row.Item1, row.Item2)).ToArray())
            .ToArbitrary();

    /// <summary>A name, a unit and a type.</summary>
    public static Arbitrary<(string Name, string Unit, FamilyType Type)> Names { get; } =
        Gen.Zip(Awkward.Texts.Generator, Gen.Zip(Awkward.Texts.Generator, ArbMap.Default.GeneratorFor<FamilyType>()))
            .Select(each => (each.Item1, each.Item2.Item1, each.Item2.Item2))
            .ToArbitrary();

    /// <summary>A counter, a gauge and a histogram with a series for each row, as the label <c>k</c> has it.</summary>
    public static void Write(PageWriter page, (string Text, double Number)[] rows)
    {
        page.Begin(Family.CreateRaw("c_total", "help\n\"\\", FamilyType.Counter));
        page.Sample(LabelSet.Empty, long.MaxValue, new SampleDetail(Began));
        for (var i = 0; i < rows.Length; i++)
        {
            page.Sample(Labels(rows[i].Text, i), rows[i].Number, Detail(rows[i].Number, new BucketBounds([])));
        }

        page.Begin(Family.CreateRaw("g", "", FamilyType.Gauge));
        for (var i = 0; i < rows.Length; i++)
        {
            page.Sample(Labels(rows[i].Text, i), rows[i].Number);
        }

        var bounds = new BucketBounds([1]);
        page.Begin(Family.CreateRaw("h", "", FamilyType.Histogram));
        for (var i = 0; i < rows.Length; i++)
        {
            page.Histogram(Labels(rows[i].Text, i), bounds, [1, 1], rows[i].Number, Detail(rows[i].Number, bounds));
        }
    }

    /// <summary>A family of any name and unit with one series.</summary>
    public static void Write(PageWriter page, (string Name, string Unit, FamilyType Type) given)
    {
        var (name, unit, type) = given;
        page.Begin(Family.Create(name, unit, name, type));
        var pairs = PageText.Pairs((name, unit), ("le", "1"), ("k", name));
        if (type == FamilyType.Histogram)
        {
            page.Histogram(LabelSet.Create(pairs, histogram: true), new BucketBounds([1]), [1, 1], 3, new SampleDetail(Began));
        }
        else
        {
            page.Sample(LabelSet.Create(pairs), 1L, new SampleDetail(Began));
        }
    }

    /// <summary>The text as a page has it: without surrogates that are alone.</summary>
    public static string Replaced(string text) => new([.. text.EnumerateRunes().SelectMany(rune => rune.ToString())]);

    // Rows may have the same text, and no series may be there twice.
    private static LabelSet Labels(string text, int row) => PageText.Labels(("k", text), ("row", row));

    private static SampleDetail Detail(double number, BucketBounds bounds)
    {
        var native = new ExponentialBuckets();
        native.Record(number);
        native.Record(-number);
        var exemplars = new ExemplarSlots(bounds.Bounds.Length + 1);
        exemplars.Put(bounds.IndexOf(number), new Exemplar(number, Began, new string('a', 32), new string('b', 16)));
        return new SampleDetail(Began, exemplars, native);
    }
}
