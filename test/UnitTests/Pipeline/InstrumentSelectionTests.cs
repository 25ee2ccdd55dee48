using System.Diagnostics.Metrics;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class InstrumentSelectionTests
{
    [Theory]
    [InlineData("App", "*", "", true)]
    [InlineData("App.Orders", "App.*", "", true)]
    [InlineData("app.orders", "App.*", "", true)]
    [InlineData("Application", "App.*", "", false)]
    [InlineData("My.App.Orders", "*.App.*", "", true)]
    [InlineData("App", "Other,App", "", true)]
    [InlineData("Private.X", "*", "Private.*", false)]
    [InlineData("Private.X", "Private.X", "Private.*", false)]
    [InlineData("PrivateX", "*", "Private.*", true)]
    [InlineData("Microsoft.AspNetCore.MemoryPool", "*", "", false)]
    [InlineData("Microsoft.AspNetCore.MemoryPool", "*,Microsoft.AspNetCore.MemoryPool", "", true)]
    [InlineData("Microsoft.AspNetCore.MemoryPool", "*,Microsoft.AspNetCore.Mem*", "", true)]
    public void A_meter_is_collected_if_it_is_included_and_not_excluded(string meter, string include, string exclude, bool collected) =>
        Assert.Equal(collected, Includes(meter, "x", ("IncludeMeters", include), ("ExcludeMeters", exclude)));

    [Theory]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", "ExportRequests")]
    [InlineData("Microsoft.AspNetCore.Routing", "ExportRequests")]
    [InlineData("System.Runtime", "ExportRuntime")]
    [InlineData("System.Net.Http", "ExportHttpClient")]
    [InlineData("System.Net.NameResolution", "ExportHttpClient")]
    [InlineData("Npgsql", "ExportDatabases")]
    [InlineData("MySqlConnector", "ExportDatabases")]
    [InlineData("Microsoft.EntityFrameworkCore", "ExportDatabases")]
    [InlineData("Microsoft.Extensions.Caching.Memory.MemoryCache", "ExportCaches")]
    [InlineData("Shop", "ExportApplicationMeters")]
    [InlineData("NpgsqlCompanion", "ExportApplicationMeters")]
    [InlineData("System.RuntimeWatcher", "ExportApplicationMeters")]
    [InlineData("AspNetCorePrometheusSample", "ExportApplicationMeters")]
    public void Each_switch_turns_off_its_own_meters(string meter, string key)
    {
        var others = new[]
            { "ExportRequests", "ExportRuntime", "ExportHttpClient", "ExportDatabases", "ExportCaches", "ExportApplicationMeters" }
            .Where(other => other != key)
            .Select(other => (other, "false"))
            .ToArray();

        Assert.False(Includes(meter, "x", (key, "false")));
        Assert.True(Includes(meter, "x", others));
    }

    [Fact]
    public void What_the_drop_in_tells_of_itself_is_collected_whatever_is_included()
    {
        Assert.True(Includes(OwnMeter.Name, "aspnetcore_prometheus.series", ("ExportApplicationMeters", "false")));
        Assert.True(Includes(OwnMeter.Name, "aspnetcore_prometheus.series", ("IncludeMeters", "Shop.*")));
    }

    [Theory]
    [InlineData("http.server.request.duration", false)]
    [InlineData("http.server.active_requests", false)]
    [InlineData("http.server.other", true)]
    public void What_the_request_lanes_measure_is_not_collected_twice(string instrument, bool collected) =>
        Assert.Equal(collected, Includes("Microsoft.AspNetCore.Hosting", instrument));

    private static bool Includes(string meterName, string name, params (string Key, string Value)[] given)
    {
        using var meter = new Meter(meterName);
        return new InstrumentSelection(TestSettings.Of(given)).Includes(meter.CreateCounter<int>(name));
    }
}
