using Xunit;

namespace AspNetCorePrometheus.EndToEnd.SampleApp;

/// <summary>Every request, runtime, process and own family of the catalogue has samples after traffic.</summary>
public sealed class CatalogueTests(ShopRun shop) : IClassFixture<ShopRun>
{
    [Theory]
    [InlineData("http_server_request_duration_seconds", "histogram")]
    [InlineData("http_server_active_requests", "gauge")]
    [InlineData("aspnetcore_endpoint_duration_seconds", "histogram")]
    [InlineData("http_server_request_body_size_bytes", "histogram")]
    [InlineData("http_server_response_body_size_bytes", "histogram")]
    [InlineData("aspnetcore_request_exceptions_total", "counter")]
    [InlineData("aspnetcore_ajax_requests_total", "counter")]
    [InlineData("aspnetcore_streaming_responses_total", "counter")]
    [InlineData("aspnetcore_response_charsets_total", "counter")]
    [InlineData("aspnetcore_view_render_duration_seconds", "histogram")]
    [InlineData("aspnetcore_unmeasured_requests_total", "counter")]
    [InlineData("aspnetcore_routing_match_attempts_total", "counter")]
    [InlineData("aspnetcore_diagnostics_exceptions_total", "counter")]
    [InlineData("kestrel_active_connections", "gauge")]
    [InlineData("kestrel_connection_duration_seconds", "histogram")]
    [InlineData("kestrel_queued_connections", "gauge")]
    [InlineData("dotnet_process_cpu_count", "gauge")]
    [InlineData("dotnet_process_cpu_time_seconds_total", "counter")]
    [InlineData("dotnet_process_memory_working_set_bytes", "gauge")]
    [InlineData("dotnet_gc_heap_total_allocated_bytes_total", "counter")]
    [InlineData("dotnet_gc_collections_total", "counter")]
    [InlineData("dotnet_gc_pause_time_seconds_total", "counter")]
    [InlineData("dotnet_jit_compiled_methods_total", "counter")]
    [InlineData("dotnet_thread_pool_thread_count_total", "counter")]
    [InlineData("dotnet_thread_pool_queue_length_total", "counter")]
    [InlineData("dotnet_monitor_lock_contentions_total", "counter")]
    [InlineData("dotnet_assembly_count", "gauge")]
    [InlineData("dotnet_exceptions_total", "counter")]
    [InlineData("process_cpu_seconds_total", "counter")]
    [InlineData("process_start_time_seconds", "gauge")]
    [InlineData("process_resident_memory_bytes", "gauge")]
    [InlineData("process_virtual_memory_bytes", "gauge")]
    [InlineData("process_open_fds", "gauge")]
    [InlineData("process_max_fds", "gauge")]
    [InlineData("process_threads", "gauge")]
    [InlineData("http_client_request_duration_seconds", "histogram")]
    [InlineData("http_client_open_connections", "gauge")]
    [InlineData("http_client_active_requests", "gauge")]
    [InlineData("efcore_migrations_applied", "gauge")]
    [InlineData("efcore_migrations_pending", "gauge")]
    [InlineData("efcore_migrations_check_timestamp_seconds", "gauge")]
    [InlineData("shop_orders_total", "counter")]
    [InlineData("shop_order_value_EUR", "histogram")]
    [InlineData("shop_stock", "gauge")]
    [InlineData("db_client_operation_duration_seconds", "histogram")]
    [InlineData("db_client_connection_wait_time_seconds", "histogram")]
    [InlineData("efcore_save_changes_duration_seconds", "histogram")]
    [InlineData("efcore_entity_changes_total", "counter")]
    [InlineData("target_info", "gauge")]
    [InlineData("aspnetcore_prometheus_build_info", "gauge")]
    [InlineData("aspnetcore_prometheus_scrape_duration_seconds", "gauge")]
    [InlineData("aspnetcore_prometheus_scrape_size_bytes", "gauge")]
    [InlineData("aspnetcore_prometheus_series", "gauge")]
    [InlineData("aspnetcore_prometheus_instrumentation_active", "gauge")]
    [InlineData("aspnetcore_prometheus_instrumentation_errors_total", "counter")]
    [InlineData("aspnetcore_prometheus_denied_scrapes_total", "counter")]
    public void A_family_of_the_catalogue_is_on_the_page(string family, string type)
    {
        Assert.Equal(type, shop.Page.Family(family).Type);
        Assert.NotEmpty(shop.Page.Family(family).Samples);
        Assert.False(string.IsNullOrWhiteSpace(shop.Page.Family(family).Help));
    }

    [Fact]
    public void The_shops_own_meter_counts_its_orders()
    {
        Assert.Equal(2, shop.Page.Value("shop_orders_total", ("payment_kind", "card")));
        Assert.Equal(2, shop.Page.Value("shop_order_value_EUR_count", ("payment_kind", "card")));
    }

    [Fact]
    public void Labels_that_grow_without_bound_are_left_out() =>
        Assert.DoesNotContain(
            shop.Page.Families.SelectMany(family => family.Samples),
            sample => sample.Labels.Keys.Any(key =>
                key is "network_peer_address" or "dns_question_name" or "db_query_text"
                || key.StartsWith("otel_scope", StringComparison.Ordinal)));

    [Fact]
    public void The_memory_pools_meter_which_is_written_on_every_rent_is_left_out() =>
        Assert.DoesNotContain(
            shop.Page.FamilyNames, family => family.StartsWith("aspnetcore_memory_pool", StringComparison.Ordinal));

    [Fact]
    public void Kestrels_connections_count_by_their_address() =>
        Assert.True(shop.Page.Sum(
            "kestrel_connection_duration_seconds_count", ("server_port", $"{shop.App.Port}")) >= 1);

    [Fact]
    public void The_process_is_this_process()
    {
        var memory = shop.Page.Value("process_resident_memory_bytes");
        var started = DateTimeOffset.FromUnixTimeSeconds((long)shop.Page.Value("process_start_time_seconds"));

        Assert.InRange(memory, 20e6, 2e9);
        Assert.InRange(shop.Page.Value("process_threads"), 5, 500);
        Assert.InRange(DateTimeOffset.UtcNow - started, TimeSpan.Zero, TimeSpan.FromHours(1));
    }

    [Fact]
    public void Nothing_failed_inside_the_drop_in()
    {
        Assert.Equal(0, shop.Page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.DoesNotContain(
            shop.App.Process.ErrorLines,
            line => line.Contains("error", StringComparison.Ordinal)
                || line.Contains("warning", StringComparison.Ordinal));
    }
}
