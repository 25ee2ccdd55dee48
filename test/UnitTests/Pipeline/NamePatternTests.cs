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
                == Regex.IsMatch(name, regex, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }
}
