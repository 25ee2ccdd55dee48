using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Scraping;

/// <summary>An application with tracing of its own, and a real Prometheus that stores exemplars.</summary>
public sealed class ExemplarTests
{
    [Theory]
    [InlineData("exemplar-storage")]
    [InlineData("exemplar-storage,native-histograms")]
    public async Task A_bucket_and_a_counter_lead_to_the_trace_that_they_were_measured_in(string features)
    {
        using var receiver = OtlpReceiver.Start();
        await using var app = await StartAsync(receiver);
        await using var prometheus = await PrometheusServer.StartAsync(app.Port, features: features);
        await app.ScrapeAsync();
        var trace = await app.Client.GetStringAsync("/trace");
        await app.GetAsync("/");

        Assert.Equal(32, trace.Length);
        Assert.True(
            await Deadline.MetAsync(async () =>
                (await prometheus.ExemplarsAsync("""http_server_request_duration_seconds_bucket{http_route="/trace"}"""))
                .Any(each => each.Exemplar.GetProperty("labels").GetProperty("trace_id").GetString() == trace
                    && each.Exemplar.GetProperty("labels").GetProperty("span_id").GetString()!.Length == 16)),
            await prometheus.LastErrorAsync());
        Assert.True(
            await Deadline.MetAsync(async () => (await prometheus.ExemplarsAsync("own_visits_total")).Count > 0),
            await prometheus.LastErrorAsync());
    }

    [Fact]
    public async Task Nothing_of_traces_is_on_the_page_if_exemplars_are_off_or_the_format_has_none()
    {
        using var receiver = OtlpReceiver.Start();
        await using var on = await StartAsync(receiver);
        await using var off = await StartAsync(receiver, ("Exemplars", "false"));
        foreach (var app in new[] { on, off })
        {
            await app.ScrapeAsync();
            await app.GetAsync("/", 2);
            await app.ScrapeUntilAsync(page => page.Sum("http_server_request_duration_seconds_count") >= 2);
        }

        Assert.Contains(Samples(await on.ScrapeOpenMetricsAsync()), sample => sample.Exemplar is not null);
        Assert.DoesNotContain(Samples(await off.ScrapeOpenMetricsAsync()), sample => sample.Exemplar is not null);
        Assert.DoesNotContain("trace_id", await on.Client.GetStringAsync(DropIn.PagePath), StringComparison.Ordinal);
    }

    private static IEnumerable<Sample> Samples(Page page) => page.Families.SelectMany(family => family.Samples);

    private static Task<AppProcess> StartAsync(OtlpReceiver receiver, params (string Key, string Value)[] settings)
    {
        var variables = DropIn.Variables(settings);
        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Endpoint;
        return AppProcess.StartAsync("OwnOpenTelemetry", variables);
    }
}
