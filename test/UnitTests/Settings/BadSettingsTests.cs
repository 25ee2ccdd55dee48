using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Settings;

public sealed class BadSettingsTests
{
    [Theory]
    [InlineData("Enabled", "maybe")]
    [InlineData("ExportRequests", "")]
    [InlineData("Path", "metrics")]
    [InlineData("Path", "")]
    [InlineData("Path", "/a?b")]
    [InlineData("MaxScrapeBytes", "ten")]
    [InlineData("MaxScrapeBytes", "1023")]
    [InlineData("MaxScrapeBytes", "1e6")]
    [InlineData("MaxScrapeBytes", "99999999999999999999")]
    [InlineData("SeriesLimit", "0")]
    [InlineData("SeriesLimit", "-1")]
    [InlineData("SeriesLimit", "1000001")]
    [InlineData("SeriesLimits", "a=0")]
    [InlineData("SeriesLimits", "a")]
    [InlineData("SeriesLimits", "a=x")]
    [InlineData("LatencyBuckets", "1,0.5")]
    [InlineData("LatencyBuckets", "1,1")]
    [InlineData("LatencyBuckets", "")]
    [InlineData("LatencyBuckets", " , ")]
    [InlineData("LatencyBuckets", "a")]
    [InlineData("DatabaseLatencyBuckets", "1,+Inf")]
    [InlineData("DatabaseLatencyBuckets", "NaN")]
    [InlineData("SizeBuckets", "-1,5")]
    [InlineData("Labels", "le=1")]
    [InlineData("Labels", "quantile=1")]
    [InlineData("Labels", "__x=1")]
    [InlineData("Labels", "1a=b")]
    [InlineData("Labels", "a-b=c")]
    [InlineData("Labels", "a")]
    [InlineData("Labels", "=a")]
    [InlineData("RequestLabels", "t=cookie:x")]
    [InlineData("RequestLabels", "t=header:")]
    [InlineData("RequestLabels", "t=header")]
    [InlineData("RequestLabels", "t=")]
    [InlineData("RequestLabels", "t=0:x")]
    [InlineData("RequestLabels", "t=+1:x")]
    [InlineData("RequestLabels", "t=-1:x")]
    [InlineData("RequestLabels", "t=Header|Route:x")]
    [InlineData("RequestLabels", "1t=header:x")]
    [InlineData("IgnoredPaths", "/ok,health")]
    [InlineData("LogLevel", "loud")]
    [InlineData("LogLevel", "7")]
    [InlineData("LogLevel", "2")]
    [InlineData("LogLevel", "Information,Warning")]
    [InlineData("LogLevel", "")]
    [InlineData("Namespace", "1a")]
    [InlineData("Namespace", "a b")]
    public void A_bad_value_leaves_the_default_and_is_one_problem(string key, string value)
    {
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration((key, value), ("SeriesLimits:ok", "7")));

        var problem = Assert.Single(problems);
        Assert.Equal(key, problem.Key);
        Assert.Equal(Default(key), problem.Default);
        Assert.NotEmpty(problem.Reason);
        if (key != "SeriesLimits")
        {
            Assert.Equal(value, problem.Value);
            Assert.Equal(7, Assert.Single(settings.SeriesLimits).Value);
            Assert.Equal(TestSettings.Of() with { Given = settings.Given, SeriesLimits = settings.SeriesLimits }, settings);
        }
    }

    [Theory]
    [InlineData("RequestLabels:t", " 1:x")]
    [InlineData("RequestLabels:t", "Header,Route:x")]
    [InlineData("Labels:a-b", "c")]
    [InlineData("Namespace:a", "b")]
    [InlineData("LogFile:0", "a")]
    [InlineData("Enabled:0", "true")]
    [InlineData("Labels:a:b", "c")]
    public void A_bad_child_is_a_problem_as_a_bad_text_is(string key, string value)
    {
        var (_, problems) = SettingsReader.Read(TestSettings.Configuration((key, value)));

        Assert.Equal(key.Split(':')[0], Assert.Single(problems).Key);
    }

    [Fact]
    public void An_unknown_key_is_a_problem()
    {
        var (_, problems) = SettingsReader.Read(TestSettings.Configuration(("Paht", "/m"), ("Nested:Key", "v"), ("Path", "/n")));

        Assert.Equal(["Nested", "Paht"], problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ApiToken")]
    [InlineData("PasswordHashes")]
    [InlineData("MySecret")]
    public void The_value_of_an_unknown_key_that_may_be_a_secret_is_not_told(string key)
    {
        var (_, problems) = SettingsReader.Read(TestSettings.Configuration((key, "s3cret")));

        Assert.DoesNotContain("s3cret", Assert.Single(problems).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bad_value_is_told_and_the_rest_applies()
    {
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration(
            ("SeriesLimit", "none"), ("LatencyBuckets", "2,1"), ("Path", "/m"), ("Namespace", "shop")));

        Assert.Equal(["LatencyBuckets", "SeriesLimit"], problems.Select(problem => problem.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("/m", "shop"), (settings.Path, settings.Namespace));
    }

    [Fact]
    public void No_value_of_any_key_makes_reading_throw() => Prop.ForAll(
        Gen.Elements(SettingDefinitions.All.Select(definition => definition.Key)).ToArbitrary(),
        ArbMap.Default.ArbFor<string>(),
        (key, value) => value is null || SettingsReader.Read(TestSettings.Configuration((key, value))).Problems.Count <= 1)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Ascending_bounds_are_taken_and_others_refused() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt[]>(),
        numbers =>
        {
            var bounds = numbers.Select(number => number.Get / 8.0).ToArray();
            var ascends = bounds.Length > 0 && bounds.Zip(bounds.Skip(1)).All(pair => pair.First < pair.Second);
            var text = string.Join(',', bounds.Select(bound => bound.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            var (settings, problems) = SettingsReader.Read(TestSettings.Configuration(("LatencyBuckets", text)));
            return ascends ? problems.Count == 0 && settings.LatencyBuckets.SequenceEqual(bounds) : problems.Count == 1;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static string Default(string key) =>
        SettingDefinitions.All.Single(definition => definition.Key == key).Default is { Length: > 0 } given ? given : "none";
}
