using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>
/// The strict reader of the end-to-end tests, for text 0.0.4, text 1.0.0 with classic names and OpenMetrics 1.0.0, on pages of any
/// numbers.
/// </summary>
internal static class StrictText
{
    /// <summary>The samples in their order. Throws <see cref="PageFormatException"/>.</summary>
    public static IReadOnlyList<Sample> Read(string page, bool openMetrics) =>
        [.. PageParser.ParseAny(page, openMetrics).Families.SelectMany(family => family.Samples)];
}
