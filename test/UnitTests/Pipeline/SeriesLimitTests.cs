using System.Diagnostics.Metrics;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class SeriesLimitTests
{
    [Theory]
    [InlineData("shop.orders=7", 7)]
    [InlineData("shop_orders_total=7", 7)]
    [InlineData("SHOP.ORDERS=7", 7)]
    [InlineData("shop_orders=7", 7)]
    [InlineData("shop.other=7", 20)]
    [InlineData("shop.orders=40", 40)]
    public void A_limit_by_the_name_of_the_instrument_or_of_the_family_goes_before_the_general_one(string limits, int expected)
    {
        using var page = new TestPage(("SeriesLimit", "20"), ("SeriesLimits", limits));
        using var meter = new Meter(page.Prefix + ".Shop");
        var orders = meter.CreateCounter<int>("shop.orders");
        for (var i = 0; i < 100; i++)
        {
            orders.Add(1, new KeyValuePair<string, object?>("number", i));
        }

        page.Text();
        var read = page.Read();

        Assert.Equal(expected, read.Keys.Count(key => key.StartsWith("shop_orders_total{number=", StringComparison.Ordinal)));
        Assert.Equal(100 - expected, read["shop_orders_total{otel_metric_overflow=\"true\"}"]);
        Assert.Equal(
            ["aspnetcore_prometheus_series_overflow{metric=\"shop_orders_total\"}"],
            read.Keys.Where(key => key.StartsWith("aspnetcore_prometheus_series_overflow", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null, 256)]
    [InlineData("kestrel.active_connections=300", 300)]
    [InlineData("kestrel_active_connections=10", 10)]
    public void Metrics_whose_series_are_few_by_nature_have_a_small_limit_unless_they_are_named(string? limits, int expected)
    {
        // The server's own meter is in this process too, of servers that other tests run: these series are told by their address.
        using var page = TestPage.WithMeters(
            "Microsoft.AspNetCore.Server.Kestrel", limits is null ? ("SeriesLimit", "2000") : ("SeriesLimits", limits));
        using var meter = new Meter("Microsoft.AspNetCore.Server.Kestrel", page.Prefix);
        var connections = meter.CreateUpDownCounter<long>("kestrel.active_connections");
        for (var i = 0; i < 400; i++)
        {
            connections.Add(1, new KeyValuePair<string, object?>("server.address", page.Prefix + i));
        }

        Assert.Equal(expected, page.Read().Keys.Count(key => key.Contains("server_address=\"" + page.Prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void Exceptions_are_few_by_their_types()
    {
        using var page = TestPage.WithMeters("System.Runtime");
        using var meter = new Meter("System.Runtime", page.Prefix);
        var exceptions = meter.CreateCounter<long>("dotnet.exceptions", "{exception}");
        for (var i = 0; i < 400; i++)
        {
            exceptions.Add(1, new KeyValuePair<string, object?>("error.type", page.Prefix + i));
        }

        Assert.Equal(256, page.Read().Keys.Count(key => key.Contains("error_type=\"" + page.Prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_application_with_endless_label_sets_makes_no_more_series_and_loses_no_measurement()
    {
        const int Many = 200_000;
        using var page = new TestPage();
        using var meter = new Meter(page.Prefix + ".Hostile");
        var counter = meter.CreateCounter<int>("endless");
        var histogram = meter.CreateHistogram<int>("endless.sizes");
        for (var i = 0; i < Many; i++)
        {
            counter.Add(1, new KeyValuePair<string, object?>("number", i));
            histogram.Record(1, new KeyValuePair<string, object?>("number", i));
        }

        page.Text();
        var read = page.Read();
        var counts = read.Where(sample => sample.Key.StartsWith("endless_total{", StringComparison.Ordinal)).ToArray();
        var sizes = read.Where(sample => sample.Key.StartsWith("endless_sizes_count{", StringComparison.Ordinal)).ToArray();

        Assert.Equal((2_001, 2_001), (counts.Length, sizes.Length));
        Assert.Equal((Many, Many), (counts.Sum(sample => sample.Value), sizes.Sum(sample => sample.Value)));
        Assert.Equal(1, read["aspnetcore_prometheus_series_overflow{metric=\"endless_total\"}"]);
        Assert.Equal(1, read["aspnetcore_prometheus_series_overflow{metric=\"endless_sizes\"}"]);
    }
}
