using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Scraping;

/// <summary>A real Prometheus that takes native histograms asks for protobuf and stores them in place of the classic buckets.</summary>
public sealed class NativeHistogramTests
{
    [Fact]
    public async Task Quantiles_are_computed_from_native_series_of_lanes_and_of_the_applications_meters()
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb", ("NativeHistograms", "true"));
        await using var prometheus = await PrometheusServer.StartAsync(app.Port, features: "native-histograms");
        await app.GetAsync("/", 20);

        var count = await prometheus.QueryUntilAsync(
            """histogram_count(sum(http_server_request_duration_seconds{http_route="/"}))""", count => count >= 20);
        Assert.True(count >= 20, await prometheus.LastErrorAsync());

        var median = await prometheus.QueryUntilAsync(
            """histogram_quantile(0.5, sum(http_server_request_duration_seconds{http_route="/"}))""", double.IsFinite);
        Assert.InRange(median, 1e-6, 10);
        var average = Assert.Single(await prometheus.QueryAsync(
            """sum(histogram_sum(http_server_request_duration_seconds{http_route="/"}))"""
            + """ / sum(histogram_count(http_server_request_duration_seconds{http_route="/"}))""")).Value;
        Assert.InRange(average, 1e-6, 10);

        // A body of a GET is empty: the zero bucket.
        Assert.Equal(0, Assert.Single(await prometheus.QueryAsync(
            """histogram_quantile(0.9, sum(http_server_request_body_size_bytes{http_route="/"}))""")).Value, 1e-9);

        // Kestrel's own meter, which measures a connection when it ends.
        await RawHttp.ExchangeAsync(app.Port, RawHttp.Request("GET", "/"));
        Assert.InRange(
            await prometheus.QueryUntilAsync("histogram_quantile(0.5, sum(kestrel_connection_duration_seconds))", double.IsFinite),
            1e-6,
            600);
        Assert.Empty(await prometheus.QueryAsync("http_server_request_duration_seconds_bucket"));
        Assert.Equal(1, Assert.Single(await prometheus.QueryAsync("""up{job="app"}""")).Value);
        Assert.Empty(await prometheus.LastErrorAsync());
    }

    [Fact]
    public async Task A_restart_is_a_reset_over_which_rates_and_their_quantiles_go_on()
    {
        const string Count = """histogram_count(sum(http_server_request_duration_seconds{http_route="/"}))""";
        const string Series = """http_server_request_duration_seconds{http_route="/"}[5m]""";

        // The same target before and after.
        var port = Ports.Free();
        (string, string)[] settings = [("NativeHistograms", "true"), ("Port", $"{port}"), ("Address", "127.0.0.1")];
        await using var prometheus = await PrometheusServer.StartAsync(port, features: "native-histograms");
        await using (var app = await AppProcess.StartWithDropInAsync("EmptyWeb", settings))
        {
            await app.GetAsync("/", 10);
            Assert.Equal(10, await prometheus.QueryUntilAsync(Count, count => count.Equals(10)));
            await app.GetAsync("/", 20);
            Assert.Equal(30, await prometheus.QueryUntilAsync(Count, count => count.Equals(30)));
        }

        await using var again = await AppProcess.StartWithDropInAsync("EmptyWeb", settings);
        await again.GetAsync("/", 5);
        Assert.Equal(5, await prometheus.QueryUntilAsync(Count, count => count.Equals(5)));

        // 20 before and 5 behind it; Prometheus stretches them to the whole time. A fall that is none would take away 25.
        Assert.InRange(Assert.Single(await prometheus.QueryAsync($"histogram_count(sum(increase({Series})))")).Value, 24.9, 2500);
        Assert.InRange(Assert.Single(await prometheus.QueryAsync($"histogram_quantile(0.5, sum(rate({Series})))")).Value, 1e-6, 10);
        Assert.Empty(await prometheus.QueryAsync($"histogram_count(sum(rate({Series}))) < 0"));
    }

    [Fact]
    public async Task Classic_series_come_over_protobuf_as_over_text()
    {
        await using var app = await AppProcess.StartWithDropInAsync("EmptyWeb");
        await using var prometheus = await PrometheusServer.StartAsync(app.Port, features: "native-histograms");
        await app.GetAsync("/", 3);

        Assert.Equal(3, await prometheus.QueryUntilAsync(
            """sum(http_server_request_duration_seconds_count)""", count => count.Equals(3)));
        Assert.Equal(3, await prometheus.QueryUntilAsync(
            """sum(http_server_request_duration_seconds_bucket{le="+Inf"})""", count => count.Equals(3)));
        Assert.InRange(Assert.Single(await prometheus.QueryAsync("time() - process_start_time_seconds")).Value, 0, 3600);
        Assert.Empty(await prometheus.LastErrorAsync());
    }
}
