using System.Globalization;
using AspNetCorePrometheus.Instrumentation.Exposition;
using Xunit;
using static AspNetCorePrometheus.UnitTests.Exposition.PageText;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class LabelSetTests
{
    public static TheoryData<object?, string> Values => new()
    {
        { true, "true" },
        { -7, "-7" },
        { ulong.MaxValue, "18446744073709551615" },
        { 1.50m, "1.50" },
        { 5.0, "5.0" },
        { 0.1f, "0.10000000149011612" },
        { 1e6, "1e+06" },
        { double.NaN, "NaN" },
        { 'c', "c" },
        { DayOfWeek.Friday, "Friday" },
        { TimeSpan.FromSeconds(1.5), "00:00:01.5000000" },
        { new DateTime(2020, 1, 31, 0, 0, 0, DateTimeKind.Utc), "01/31/2020 00:00:00" },
        { new byte[] { 1, 2, 255 }, "AQL/" },
        { new[] { "a", "é" }, "[\\\"a\\\",\\\"é\\\"]" },
        { new[] { 1, -2 }, "[1,-2]" },
        { new[] { 1.5, 2, double.PositiveInfinity }, "[1.5,2,\\\"+Inf\\\"]" },
        { new[] { true, false }, "[true,false]" },
        { new object?[] { null, 1L, "x", new[] { 2 }, DayOfWeek.Monday }, "[null,1,\\\"x\\\",[2],\\\"Monday\\\"]" },
        { new[] { "a\ud800" }, "[\\\"a\ufffd\\\"]" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_of_any_type_has_one_text_in_any_culture(object? value, string text)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal($"k=\"{text}\"", Labels(("k", value)).Text());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("http.route", "http_route")]
    [InlineData("a..b", "a_b")]
    [InlineData("a__b", "a__b")]
    [InlineData("9lives", "_9lives")]
    [InlineData("__name__", "_name__")]
    [InlineData("_x", "_x")]
    [InlineData("._x", "_x")]
    [InlineData("a:b", "a_b")]
    [InlineData("日本", "_")]
    [InlineData("", "_")]
    [InlineData("__", "_")]
    [InlineData(null, "_")]
    public void A_key_becomes_a_valid_name_that_is_not_one_of_Prometheus_own(string? key, string name) =>
        Assert.Equal(name, LabelName.Sanitize(key));

    [Fact]
    public void Labels_stand_in_the_order_of_their_names() =>
        Assert.Equal("A=\"3\",a=\"1\",b=\"2\"", Labels(("b", 2), ("a", 1), ("A", 3)).Text());

    [Fact]
    public void Values_of_colliding_names_are_joined_in_the_order_of_their_keys() =>
        Assert.Equal("a_b=\"dash;dot;line\"", Labels(("a_b", "line"), ("a.b", "dot"), ("a-b", "dash")).Text());

    [Fact]
    public void Values_of_one_key_given_twice_are_joined_as_they_came() =>
        Assert.Equal("k=\"2;1\"", Labels(("k", 2), ("k", 1)).Text());

    [Fact]
    public void A_label_without_a_value_is_left_out() =>
        Assert.Equal("c=\"1\"", Labels(("a", null), ("b", string.Empty), ("c", 1)).Text());

    [Fact]
    public void A_set_without_any_value_is_the_empty_set() =>
        Assert.Same(LabelSet.Empty, Labels(("a", null)));

    [Fact]
    public void A_value_that_throws_costs_its_label_only() =>
        Assert.Equal(
            "ok=\"1\"",
            Labels(("bad", new Thrower()), ("worse", new object[] { new Thrower[1], Loop() }), ("ok", 1)).Text());

    [Fact]
    public void The_reserved_le_is_left_out_of_a_histogram_only()
    {
        Assert.Equal("x=\"1\"", LabelSet.Create(Pairs(("le", 5), ("x", 1)), histogram: true).Text());
        Assert.Equal("le=\"5\",x=\"1\"", LabelSet.Create(Pairs(("le", 5), ("x", 1))).Text());
        Assert.Equal(string.Empty, LabelSet.Create([], [KeyValuePair.Create("le", "5")], histogram: true).Text());
    }

    [Fact]
    public void A_constant_label_gives_way_to_the_series_own()
    {
        KeyValuePair<string, string>[] constants =
            [new("site", "all"), new("a.b", "c"), new("z", "last"), new("none", ""), new("none", null!)];

        Assert.Equal(
            "a_b=\"own\",site=\"all\",z=\"last\"",
            LabelSet.Create(Pairs(("a-b", "own"), ("z", null)), constants).Text());
        Assert.Equal("a_b=\"c\",site=\"all\",z=\"last\"", LabelSet.Create([], constants).Text());
    }

    [Fact]
    public void Sets_of_equal_labels_are_equal_in_any_order_of_attributes()
    {
        var one = Labels(("a", 1), ("b", "2"));
        var other = Labels(("b", 2), ("a", "1"));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Labels(("a", 1)));
        Assert.False(one.Equals(null));
    }

    private static object[] Loop()
    {
        var loop = new object[1];
        loop[0] = loop;
        return loop;
    }

    private sealed class Thrower
    {
        public override string ToString() => throw new InvalidOperationException();
    }
}
