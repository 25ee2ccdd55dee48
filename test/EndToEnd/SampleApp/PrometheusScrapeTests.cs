using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

public sealed class PrometheusScrapeTests(ShopRun shop) : IClassFixture<ShopRun>
{
    [Fact]
    public async Task A_real_Prometheus_scrapes_the_page_and_answers_questions_about_it()
    {
        await using var prometheus = await PrometheusServer.StartAsync(shop.App.Port);

        var up = await prometheus.QueryUntilAsync("""up{job="app"}""", up => up.Equals(1));
        Assert.True(up.Equals(1), await prometheus.LastErrorAsync());

        Assert.Equal(2, await SingleAsync(prometheus, """shop_orders_total{payment_kind="card"}"""));
        Assert.Equal(
            2,
            await SingleAsync(
                prometheus, """sum(http_server_request_duration_seconds_count{http_route="/supplier/invoice"})"""));
        Assert.Equal(
            12001,
            await SingleAsync(
                prometheus, """http_server_request_body_size_bytes_sum{http_route="/supplier/invoice"}"""));
        Assert.Equal(
            1,
            await SingleAsync(
                prometheus, """sum(aspnetcore_request_exceptions_total{http_route="/supplier/refund"})"""));
        Assert.InRange(
            await SingleAsync(
                prometheus,
                "histogram_quantile(0.5, sum by (le) "
                + """(http_server_request_duration_seconds_bucket{http_route="/supplier/quote"}))"""),
            0.25,
            10);
        Assert.InRange(await SingleAsync(prometheus, "time() - process_start_time_seconds"), 0, 3600);
        Assert.Equal(
            1,
            await SingleAsync(
                prometheus,
                "count(process_cpu_seconds_total * on (instance, job) group_left (service_name) target_info)"));
        Assert.InRange(await SingleAsync(prometheus, """scrape_samples_scraped{job="app"}"""), 200, 20000);
        Assert.Empty(await prometheus.LastErrorAsync());
    }

    [Fact]
    public async Task A_rate_over_real_scrapes_sees_the_traffic()
    {
        await using var prometheus = await PrometheusServer.StartAsync(shop.App.Port);

        var rate = await prometheus.QueryUntilAsync(
            "rate(process_cpu_seconds_total[10s])"
            + " + on () sum(rate(http_server_request_duration_seconds_count[10s])) * 0",
            double.IsFinite);

        Assert.InRange(rate, 0, 64);
    }

    private static async Task<double> SingleAsync(PrometheusServer prometheus, string query) =>
        Assert.Single(await prometheus.QueryAsync(query)).Value;
}
