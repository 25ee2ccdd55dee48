using System.Text.RegularExpressions;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class NamePatternTests
{
    [Fact]
    public void A_pattern_matches_what_the_regular_expression_of_the_same_meaning_matches()
    {
        var text = Gen.Elements('a', 'A', 'b', '.', '*').ListOf().Select(letters => new string([.. letters]));
        Prop.ForAll(text.ToArbitrary(), text.ToArbitrary(), (pattern, name) =>
        {
            var regex = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
            return NamePattern.Matches(pattern, name)
                == Regex.IsMatch(name, regex, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    // Were each star tried at each place, this would not end: 10,000 characters for 40 stars to share.
    [Fact]
    public void Many_stars_take_no_longer_than_few() =>
        Assert.False(NamePattern.Matches(string.Concat(Enumerable.Repeat("*a", 40)) + "b", new string('a', 10_000)));
}
