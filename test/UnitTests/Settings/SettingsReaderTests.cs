using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_given_leaves_the_defaults_and_no_problem()
    {
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration());

        Assert.Empty(problems);
        Assert.True(settings.Enabled);
        Assert.Equal("/prometheus/metrics", settings.Path);
        Assert.Equal(["*"], settings.IncludeMeters);
        Assert.Equal(["Private.*"], settings.ExcludeMeters);
        Assert.Equal(2000, settings.SeriesLimit);
        Assert.Equal(128 * 1024 * 1024, settings.MaxScrapeBytes);
        Assert.Equal(14, settings.LatencyBuckets.Length);
        Assert.Equal(1 << 30, settings.SizeBuckets[^1]);
        Assert.Null(settings.Namespace);
        Assert.Empty(settings.RequestLabels);
        Assert.False(settings.FailFast);
    }

    [Fact]
    public void A_list_is_read_as_text_and_as_children()
    {
        var text = TestSettings.Of(("IncludeMeters", " A.* , B;C "), ("LatencyBuckets", "0.1;0.5, 1"));
        var children = TestSettings.Of(
            ("IncludeMeters:0", "A.*"),
            ("IncludeMeters:1", " B"),
            ("IncludeMeters:2", "C"),
            ("LatencyBuckets:0", "0.1"),
            ("LatencyBuckets:1", "0.5"),
            ("LatencyBuckets:2", "1"));

        Assert.Equal(["A.*", "B", "C"], text.IncludeMeters);
        Assert.Equal(text.IncludeMeters, children.IncludeMeters);
        Assert.Equal([0.1, 0.5, 1], text.LatencyBuckets);
        Assert.Equal(text.LatencyBuckets, children.LatencyBuckets);
    }

    [Fact]
    public void More_than_ten_children_keep_their_order()
    {
        var given = Enumerable.Range(1, 12).Select(i => ($"LatencyBuckets:{i - 1}", $"{i}")).ToArray();

        Assert.Equal(Enumerable.Range(1, 12).Select(i => (double)i), TestSettings.Of(given).LatencyBuckets);
    }

    [Fact]
    public void A_map_is_read_as_text_and_as_children()
    {
        var text = TestSettings.Of(("Labels", "a=1, b = x=y"), ("SeriesLimits", "a.b=5"), ("RequestLabels", "t=header:X-T"));
        var children = TestSettings.Of(
            ("Labels:a", "1"), ("Labels:b", "x=y"), ("SeriesLimits:a.b", "5"), ("RequestLabels:t", "header: X-T"));

        Assert.Equal([new("a", "1"), new("b", "x=y")], text.Labels);
        Assert.Equal(text.Labels, children.Labels);
        Assert.Equal([new("a.b", 5)], text.SeriesLimits);
        Assert.Equal(text.SeriesLimits, children.SeriesLimits);
        Assert.Equal([new RequestLabelRule("t", RequestLabelSource.Header, "X-T")], text.RequestLabels);
        Assert.Equal(text.RequestLabels, children.RequestLabels);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData(" TRUE ", true)]
    [InlineData("1", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("No", false)]
    [InlineData("off", false)]
    public void A_flag_has_the_usual_words(string value, bool flag) =>
        Assert.Equal(flag, TestSettings.Of(("ExportCaches", value)).ExportCaches);

    [Fact]
    public void Keys_are_found_whatever_their_case() =>
        Assert.Equal("/m", TestSettings.Of(("PATH", "/m")).Path);

    [Fact]
    public void Every_setting_can_be_set_to_its_own_default()
    {
        var given = SettingDefinitions.All.Select(definition => (definition.Key, definition.Default)).ToArray();
        var (settings, problems) = SettingsReader.Read(TestSettings.Configuration(given));

        Assert.Empty(problems);
        Assert.Equal(TestSettings.Of().LatencyBuckets, settings.LatencyBuckets);
    }

    [Fact]
    public void The_later_source_has_precedence()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(TestSettings.Section(("Path", "/file"), ("Namespace", "file")))
            .AddInMemoryCollection(TestSettings.Section(("Path", "/environment")))
            .Build();

        var (settings, _) = SettingsReader.Read(configuration);

        Assert.Equal("/environment", settings.Path);
        Assert.Equal("file", settings.Namespace);
    }

    [Fact]
    public void A_later_text_replaces_an_earlier_list()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(TestSettings.Section(("IncludeMeters:0", "File")))
            .AddInMemoryCollection(TestSettings.Section(("IncludeMeters", "Environment")))
            .Build();

        Assert.Equal(["Environment"], SettingsReader.Read(configuration).Settings.IncludeMeters);
    }

    [Fact]
    public void A_later_list_replaces_an_earlier_text()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(TestSettings.Section(("IncludeMeters", "File")))
            .AddInMemoryCollection(TestSettings.Section(("IncludeMeters:0", "Environment")))
            .Build();
        var (settings, problems) = SettingsReader.Read(configuration);

        Assert.True(settings.IncludeMeters is ["Environment"] || problems.Count == 1, "the later source is lost without a word");
    }
}
