using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A host with EF Core 10 and Npgsql 10, on a PostgreSQL server of its own, with one blog.</summary>
public sealed class PostgresRun : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    internal AppProcess App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await PostgresServer.StartAsync();
        var variables = DropIn.Variables();
        variables["ConnectionStrings__Data"] = Server.ConnectionString("data");
        variables["SlowCommand"] = "SELECT pg_sleep(5)";
        variables["Unreachable"] = "Host=127.0.0.1;Port=1;Username=u;Password=never-shown;Database=x";
        App = await AppProcess.StartAsync("DataPostgres", variables);
        await App.SendAsync("POST", "/insert");
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Server.DisposeAsync();
    }
}
