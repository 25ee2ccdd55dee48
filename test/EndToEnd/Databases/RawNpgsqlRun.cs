using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Hosts with Npgsql 9 and 10 and no EF Core, on one PostgreSQL server.</summary>
public sealed class RawNpgsqlRun : IAsyncLifetime
{
    public static readonly string[] Hosts = ["RawNpgsql9", "RawNpgsql10"];

    private readonly Dictionary<string, AppProcess> _apps = [];

    public PostgresServer Server { get; private set; } = null!;

    internal AppProcess this[string host] => _apps[host];

    public async Task InitializeAsync()
    {
        Server = await PostgresServer.StartAsync();
        foreach (var host in Hosts)
        {
            await Server.ExecuteAsync("postgres", $"CREATE DATABASE {host}");
            var variables = DropIn.Variables();
            variables["ConnectionStrings__Data"] = Server.ConnectionString(host.ToLowerInvariant());
            _apps[host] = await AppProcess.StartAsync(host, variables);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var app in _apps.Values)
        {
            await app.DisposeAsync();
        }

        await Server.DisposeAsync();
    }
}
