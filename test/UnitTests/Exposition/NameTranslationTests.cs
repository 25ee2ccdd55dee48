using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Exposition;

public sealed class NameTranslationTests
{
    [Theory]
    [InlineData("http.server.request.duration", "s", "http_server_request_duration_seconds")]
    [InlineData("aspnetcore.rate_limiting.request.time_in_queue", "s",
        "aspnetcore_rate_limiting_request_time_in_queue_seconds")]
    [InlineData("kestrel.connection.duration", "s", "kestrel_connection_duration_seconds")]
    [InlineData("kestrel.tls_handshake.duration", "s", "kestrel_tls_handshake_duration_seconds")]
    [InlineData("signalr.server.connection.duration", "s", "signalr_server_connection_duration_seconds")]
    [InlineData("aspnetcore.components.render_diff.size", "{elements}", "aspnetcore_components_render_diff_size")]
    [InlineData("http.client.request.time_in_queue", "s", "http_client_request_time_in_queue_seconds")]
    [InlineData("dns.lookup.duration", "s", "dns_lookup_duration_seconds")]
    [InlineData("http.server.request.body.size", "By", "http_server_request_body_size_bytes")]
    [InlineData("db.client.connection.create_time", "s", "db_client_connection_create_time_seconds")]
    [InlineData("resilience.polly.pipeline.duration", "ms", "resilience_polly_pipeline_duration_milliseconds")]
    public void A_histogram_has_its_unit_at_the_end(string instrument, string unit, string name) =>
        Check(instrument, unit, FamilyType.Histogram, name, name);

    [Theory]
    [InlineData("http.server.active_requests", "{request}", "http_server_active_requests")]
    [InlineData("kestrel.active_connections", "{connection}", "kestrel_active_connections")]
    [InlineData("dotnet.process.cpu.count", "{cpu}", "dotnet_process_cpu_count")]
    [InlineData("dotnet.process.memory.working_set", "By", "dotnet_process_memory_working_set_bytes")]
    [InlineData("dotnet.gc.last_collection.heap.size", "By", "dotnet_gc_last_collection_heap_size_bytes")]
    [InlineData("dotnet.gc.last_collection.heap.fragmentation.size", "By",
        "dotnet_gc_last_collection_heap_fragmentation_size_bytes")]
    [InlineData("aspnetcore.memory_pool.pooled", "By", "aspnetcore_memory_pool_pooled_bytes")]
    [InlineData("dotnet.thread_pool.queue.length", "{work_item}", "dotnet_thread_pool_queue_length")]
    [InlineData("process.cpu.utilization", "1", "process_cpu_utilization")]
    [InlineData("efcore.migrations.check.timestamp", "s", "efcore_migrations_check_timestamp_seconds")]
    [InlineData("cpu.percent", "%", "cpu_percent")]
    [InlineData("network.rate", "By/s", "network_rate_bytes_per_second")]
    [InlineData("flow", "{packet}/s", "flow_per_second")]
    [InlineData("speed", "m/h", "speed_meters_per_hour")]
    [InlineData("odd", "foo/bar", "odd_foo_per_bar")]
    [InlineData("odd", "s/", "odd_s")]
    [InlineData("odd", "furlong per fortnight", "odd_furlong_per_fortnight")]
    [InlineData("odd", "{not closed", "odd_not_closed")]
    [InlineData("odd", "é", "odd")]
    [InlineData("memory", "KiBy", "memory_kibibytes")]
    [InlineData("memory", "MBy", "memory_megabytes")]
    [InlineData("price", "$", "price_dollars")]
    [InlineData("temperature", "Cel", "temperature_celsius")]
    [InlineData("a..b--c//d__e", null, "a_b_c_d_e")]
    [InlineData("1st.thing", null, "_st_thing")]
    [InlineData("a:b", null, "a:b")]
    [InlineData("日本", null, "_")]
    [InlineData("", null, "_")]
    public void A_gauge_has_its_unit_at_the_end(string instrument, string? unit, string name) =>
        Check(instrument, unit, FamilyType.Gauge, name, name);

    [Theory]
    [InlineData("dotnet.gc.heap.total_allocated", "By", "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("dotnet.gc.pause.time", "s", "dotnet_gc_pause_time_seconds_total")]
    [InlineData("dotnet.process.cpu.time", "s", "dotnet_process_cpu_time_seconds_total")]
    [InlineData("dotnet.jit.compiled_il.size", "By", "dotnet_jit_compiled_il_size_bytes_total")]
    [InlineData("dotnet.jit.compilation.time", "s", "dotnet_jit_compilation_time_seconds_total")]
    [InlineData("dotnet.gc.collections", "{collection}", "dotnet_gc_collections_total")]
    [InlineData("dotnet.exceptions", "{exception}", "dotnet_exceptions_total")]
    [InlineData("dotnet.thread_pool.work_item.count", "{work_item}", "dotnet_thread_pool_work_item_count_total")]
    [InlineData("kestrel.rejected_connections", "{connection}", "kestrel_rejected_connections_total")]
    [InlineData("aspnetcore.memory_pool.allocated", "By", "aspnetcore_memory_pool_allocated_bytes_total")]
    [InlineData("aspnetcore.identity.user.generated_tokens", "{count}",
        "aspnetcore_identity_user_generated_tokens_total")]
    [InlineData("db.client.operation.npgsql.bytes_written", "By",
        "db_client_operation_npgsql_bytes_written_bytes_total")]
    [InlineData("db_bytes_total", "By", "db_bytes_total")]
    [InlineData("requests_total", null, "requests_total")]
    [InlineData("requests.total", "1", "requests_total")]
    public void A_counter_ends_in_total_after_its_unit(string instrument, string? unit, string name) =>
        Check(instrument, unit, FamilyType.Counter, name, name);

    [Theory]
    [InlineData("speed.meters.per.second", "m/s", nameof(FamilyType.Gauge),
        "speed_meters_per_second", "speed_meters_per_second_meters_per_second")]
    [InlineData("wait_total", "s", nameof(FamilyType.Counter), "wait_total_seconds_total", "wait_seconds_total")]
    [InlineData("end.", "s", nameof(FamilyType.Gauge), "end__seconds", "end_seconds")]
    public void Some_names_differ_between_the_formats(
        string instrument, string unit, string type, string text, string openMetrics) =>
        Check(instrument, unit, Enum.Parse<FamilyType>(type), text, openMetrics);

    [Theory]
    [InlineData("_total", nameof(FamilyType.Counter), "__total")]
    [InlineData("_info", nameof(FamilyType.Info), "__info")]
    public void A_name_that_is_nothing_but_a_suffix_has_a_sample_of_its_family(string name, string type, string sample)
    {
        foreach (var family in new[]
        {
            Family.Create(name, null, null, Enum.Parse<FamilyType>(type)), Family.CreateRaw(name, "", Enum.Parse<FamilyType>(type)),
        })
        {
            Assert.Equal("_", family.NameIn(ExpositionFormat.OpenMetrics));
            Assert.Equal(sample + ' ', Encoding.UTF8.GetString(family.In(ExpositionFormat.OpenMetrics).Sample.Alone));
        }
    }

    [Theory]
    [InlineData("http.server.request.duration", "shop", nameof(FamilyType.Gauge), "shop_http_server_request_duration")]
    [InlineData("x", "my.shop_", nameof(FamilyType.Gauge), "my_shop_x")]
    [InlineData("1x", "shop", nameof(FamilyType.Gauge), "shop_1x")]
    [InlineData("x", "", nameof(FamilyType.Gauge), "x")]
    [InlineData("app_info", "shop", nameof(FamilyType.Info), "shop_app_info")]
    [InlineData("target_info", "shop", nameof(FamilyType.Info), "target_info")]
    public void A_prefix_stands_before_every_name_but_target_info(
        string instrument, string prefix, string type, string name) =>
        Assert.Equal(name, Family.Create(instrument, null, null, Enum.Parse<FamilyType>(type), prefix).Name);

    [Theory]
    [InlineData(nameof(FamilyType.Counter), "process_cpu_seconds_total", "process_cpu_seconds")]
    [InlineData(nameof(FamilyType.Info), "build_info", "build")]
    [InlineData(nameof(FamilyType.Gauge), "process_open_fds", "process_open_fds")]
    public void A_literal_name_is_kept_and_OpenMetrics_takes_the_suffix_from_the_header(
        string type, string name, string header)
    {
        var family = Family.CreateRaw(name, "Help.", Enum.Parse<FamilyType>(type));

        Assert.Equal(name, family.Name);
        Assert.Equal(header, family.NameIn(ExpositionFormat.OpenMetrics));
        Assert.Equal($"{name} ", Encoding.UTF8.GetString(family.In(ExpositionFormat.OpenMetrics).Sample.Alone));
    }

    [Theory]
    [InlineData("By", "bytes")]
    [InlineData("1", "")]
    [InlineData("{request}", "")]
    [InlineData(null, "")]
    public void A_family_tells_its_unit_as_a_word(string? unit, string word) =>
        Assert.Equal(word, Family.Create("x", unit, null, FamilyType.Gauge).Unit);

    private static void Check(string instrument, string? unit, FamilyType type, string text, string openMetrics)
    {
        var names = NameTranslation.Translate(instrument, unit, type);

        Assert.Equal(text, names.Text);
        Assert.Equal(openMetrics, names.OpenMetricsSample);
    }
}
