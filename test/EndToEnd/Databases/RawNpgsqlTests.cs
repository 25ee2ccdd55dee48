using System.Net;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Commands of Npgsql 9 and 10 without EF Core, which is not deployed: the driver's meter tells of them.</summary>
public sealed class RawNpgsqlTests(RawNpgsqlRun run) : IClassFixture<RawNpgsqlRun>
{
    private const string Failed = "db_client_operation_failed_total";

    public static TheoryData<string> Hosts => [.. RawNpgsqlRun.Hosts];

    public static TheoryData<string, string, string, int, int> Commands
    {
        get
        {
            var commands = new TheoryData<string, string, string, int, int>();
            foreach (var host in RawNpgsqlRun.Hosts)
            {
                commands.Add(host, "GET", "/select", 1, 0);
                commands.Add(host, "GET", "/select-sync", 1, 0);
                commands.Add(host, "POST", "/insert", 1, 0);
                commands.Add(host, "POST", "/update", 1, 0);
                commands.Add(host, "POST", "/delete", 1, 0);
                commands.Add(host, "POST", "/rolled-back", 1, 0);
                commands.Add(host, "GET", "/slow-reader", 1, 0);
                commands.Add(host, "GET", "/abandoned-reader", 1, 0);
                commands.Add(host, "POST", "/batch", 1, 0);
                commands.Add(host, "GET", "/failing", 1, 1);
                commands.Add(host, "GET", "/refused-login", 0, 0);
            }

            return commands;
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Each_command_counts_once(string host, string method, string path, int commands, int failures)
    {
        var pages = await run[host].AroundAsync(method, path, 7);

        Assert.Equal(7 * commands, pages.Moved(DataHost.Operations));
        Assert.Equal(7 * failures, pages.Moved(Failed));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Each_command_of_parallel_clients_counts_once(string host)
    {
        (string Method, string Path)[] requests =
            [("GET", "/select"), ("POST", "/insert"), ("GET", "/failing"), ("POST", "/rolled-back"), ("GET", "/select-sync"), ("GET", "/refused-login"),
                ("POST", "/update"), ("POST", "/batch")];
        var app = run[host];
        var before = await app.ScrapeAsync();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async client =>
        {
            for (var i = 0; i < 16; i++)
            {
                var (method, path) = requests[(client + i) % requests.Length];
                await app.SendAsync(method, path);
            }
        }));
        var pages = (before, await app.ScrapeAsync());

        Assert.Equal(32 * 14, pages.Moved(DataHost.Operations));
        Assert.Equal(32 * 2, pages.Moved(Failed));
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Connections_show_under_the_names_of_the_conventions_and_without_secrets(string host)
    {
        Assert.Equal(HttpStatusCode.InternalServerError, await run[host].GetAsync("/refused-login"));
        var page = await run[host].ScrapeAsync();

        (string, string) pool = ("db_client_connection_pool_name", $"127.0.0.1:{run.Server.Port}/{host.ToLowerInvariant()}");
        Assert.Equal(100, page.Value("db_client_connection_max", pool));
        Assert.Equal(0, page.Value("db_client_connection_count", pool, ("db_client_connection_state", "used")));
        Assert.True(page.Value("db_client_connection_create_time_seconds_count", pool) >= 1);
        Assert.DoesNotContain("never-shown", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("postgres;", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("nobody", page.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }
}
