using AspNetCorePrometheus.EndToEnd.Caches;
using AspNetCorePrometheus.EndToEnd.Databases;
using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Tds;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Audit;

/// <summary>What is secret or personal in real hosts reaches neither the page nor a push nor the drop-in's log, at any level.</summary>
public sealed class SecretTests
{
    private const string Secret = AuditedHost.Marker;
    private const string Requests = "http_server_request_duration_seconds";
    private const string Operations = "db_client_operation_duration_seconds";

    [Theory]
    [InlineData("Requests")]
    [InlineData("Mvc")]
    [InlineData("LegacyMvc")]
    public async Task Paths_queries_methods_and_headers_of_requests_stay_unknown(string name)
    {
        await using var host = await AuditedHost.StartAsync(name);
        foreach (var path in new[] { "/", "/boom/", "/missing/", "/items/", "/Home/Details/", "/nowhere/" })
        {
            await host.SendAsync("GET", $"{path}{Secret}?user={Secret}&token={Secret}");
            await host.SendAsync(Secret.ToUpperInvariant(), $"{path}{Secret}");
            await host.SendAsync("POST", $"{path}{Secret}", $"password={Secret}");
        }

        await host.AssertSilentAsync(Requests);
    }

    [Fact]
    public async Task Customers_baskets_and_their_cache_keys_stay_unknown()
    {
        await using var host = await AuditedHost.StartAsync("Shop");
        await host.SendAsync("GET", $"/baskets/{Secret}");
        await RawHttp.ExchangeAsync(host.App.Port, RawHttp.Request(
            "PUT", $"/baskets/{Secret}", "Content-Type: application/json\r\n", """{"items":[{"productId":1,"quantity":2}]}"""));
        await RawHttp.ExchangeAsync(host.App.Port, RawHttp.Request(
            "POST",
            "/orders",
            "Content-Type: application/json\r\n",
            $$"""{"customer":"{{Secret}}","payment":"Card","lines":[{"productId":1,"quantity":2}]}"""));
        await host.SendAsync("GET", $"/Catalog/Details/{Secret}");
        await host.SendAsync("GET", "/supplier/refund");

        await host.AssertSilentAsync("cache_requests_total");
    }

    [Fact]
    public async Task Tokens_and_passwords_of_the_guards_stay_unknown_when_they_are_right_and_when_they_are_wrong()
    {
        await using var host = await AuditedHost.StartAsync(
            "EmptyWeb", ("Prometheus__BearerToken", Secret + "-right"), ("Prometheus__BasicUser", Secret), ("Prometheus__BasicPasswordHash", Secret));
        await host.SendAsync("GET", DropIn.PagePath);
        await RawHttp.ExchangeAsync(host.App.Port, RawHttp.Request("GET", DropIn.PagePath, "Authorization: Basic aHVzaDdjMWY6aHVzaDdjMWY=\r\n"));
        await RawHttp.ExchangeAsync(host.App.Port, RawHttp.Request("GET", DropIn.PagePath, $"Authorization: {Secret}\r\n"));

        await host.AssertEndsSilentAsync();
    }

    [Fact]
    public async Task Literals_and_errors_of_SQL_and_the_password_stay_unknown_with_SQLite()
    {
        var folder = Tree.NewTemporaryFolder();
        await using (var host = await AuditedHost.StartAsync(
            "DataSqlite", ("ConnectionStrings__Data", $"Data Source={Path.Combine(folder, "data.db")}"), ("Unreachable", $"Data Source=/{Secret}/x.db")))
        {
            await SendSqlAsync(host);
            await host.AssertSilentAsync(Operations);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Literals_and_errors_of_SQL_and_the_password_stay_unknown_with_PostgreSQL()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var host = await AuditedHost.StartAsync(
            "DataPostgres",
            ("ConnectionStrings__Data", server.ConnectionString("data") + $";Application Name={Secret}"),
            ("Unreachable", $"Host=127.0.0.1;Port=1;Username={Secret};Password={Secret};Database=x"));
        await SendSqlAsync(host);

        await host.AssertSilentAsync(Operations);
    }

    [Fact]
    public async Task Literals_and_errors_of_SQL_and_the_password_stay_unknown_with_SqlClient()
    {
        await using var server = TdsServer.Start();
        var variables = SqlServerRun.Variables(server, []);
        variables["ConnectionStrings__Refused"] = $"Server=127.0.0.1,1;Database=refused;User ID={Secret};Password={Secret};Encrypt=false";
        await using var host = await AuditedHost.StartAsync("DataSqlServer", [.. variables.Select(entry => (entry.Key, entry.Value))]);
        await SendSqlAsync(host);
        foreach (var path in new[] { "/refused", "/locked-out", "/missing", "/failing-async", "/parameters" })
        {
            await host.SendAsync("GET", path);
        }

        await host.AssertSilentAsync(Operations);
    }

    [Fact]
    public async Task Connection_strings_that_are_names_of_pools_stay_unknown()
    {
        await using var server = await PostgresServer.StartAsync();
        foreach (var name in RawNpgsqlRun.Hosts)
        {
            await server.ExecuteAsync("postgres", $"CREATE DATABASE {name}");
            await using var host = await AuditedHost.StartAsync(
                name, ("ConnectionStrings__Data", server.ConnectionString(name.ToLowerInvariant()) + $";Application Name={Secret}"));
            await host.SendAsync("GET", "/select");
            await host.AssertSilentAsync("db_client_connection_max");
        }
    }

    [Fact]
    public async Task Keys_of_caches_stay_unknown()
    {
        var servers = new CacheServers();
        await servers.InitializeAsync();
        await using (var host = await AuditedHost.StartAsync("Caches", servers.Addresses))
        {
            foreach (var cache in new[] { "redis", "memcached", "files", "default" })
            {
                foreach (var verb in new[] { "get", "set", "refresh", "get", "remove" })
                {
                    await host.SendAsync("GET", $"/cache/{cache}/{verb}/{Secret}");
                }
            }

            await host.SendAsync("GET", $"/memory/{Secret}");
            await host.SendAsync("GET", $"/output?{Secret}");
            await host.SendAsync("GET", $"/response?{Secret}");
            await host.AssertSilentAsync("cache_requests_total");
        }

        await servers.DisposeAsync();
    }

    [Fact]
    public async Task Paths_queries_and_passwords_of_outgoing_requests_stay_unknown()
    {
        await using var host = await AuditedHost.StartAsync("Features");
        await host.SendAsync("GET", $"/outgoing/{Secret}");

        await host.AssertSilentAsync("http_client_request_duration_seconds", "http_client_open_connections", "dns_lookup_duration_seconds");
    }

    [Fact]
    public async Task Connection_strings_and_errors_of_migrations_stay_unknown()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("postgres", "CREATE DATABASE orders");
        await using var host = await AuditedHost.StartAsync(
            "TwoContexts",
            ("Prometheus__MigrationsRefreshSeconds", "1"),
            ("ConnectionStrings__Orders", server.ConnectionString("orders") + $";Application Name={Secret}"),
            ("ConnectionStrings__Stock", $"Host=127.0.0.1;Port={server.Port};Username={Secret};Password={Secret};Database=stock"));

        await host.AssertSilentAsync("efcore_migrations_pending", "efcore_migrations_check_errors_total");
    }

    private static async Task SendSqlAsync(AuditedHost host)
    {
        string[] statements =
        [
            $"UPDATE \"Tags\" SET \"Name\" = '{Secret}' WHERE \"Name\" = '{Secret}'", $"{Secret} INTO x", $"SELECT * FROM {Secret}",
            $"/* {Secret} */ SELECT 1", $"-- {Secret}\nSELECT '{Secret}'", $"INSERT INTO \"{Secret}\" VALUES ('{Secret}')",
            $"CREATE TABLE {Secret} (x int)", $"DROP TABLE {Secret}", $"BEGIN {Secret}", $"'{Secret}'", $"({Secret})", $"EXEC {Secret} '{Secret}'",
        ];
        foreach (var statement in statements)
        {
            await host.SendAsync("POST", "/sql", statement);
        }

        await host.SendAsync("GET", "/failing");
        await host.SendAsync("GET", "/unreachable");
    }
}
