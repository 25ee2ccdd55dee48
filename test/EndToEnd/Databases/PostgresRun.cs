using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A host with EF Core 10 and Npgsql 10, on a PostgreSQL server of its own, with one blog.</summary>
public sealed class PostgresRun : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    internal AppProcess App { get; private set; } = null!;

    /// <summary>The host with <c>ExportDatabases=false</c>.</summary>
    internal AppProcess ModelsAlone { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await PostgresServer.StartAsync();
        App = await StartAsync("data");
        ModelsAlone = await StartAsync("models", ("ExportDatabases", "false"));
        await App.SendAsync("POST", "/insert");
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await ModelsAlone.DisposeAsync();
        await Server.DisposeAsync();
    }

    private Task<AppProcess> StartAsync(string database, params (string Key, string Value)[] settings) => AppProcess.StartWithDropInAndAsync(
        "DataPostgres",
        [
            ("ConnectionStrings__Data", Server.ConnectionString(database)),
            ("Logging__LogLevel__Default", "None"),
            ("SlowCommand", "SELECT pg_sleep(5)"),
            ("Unreachable", "Host=127.0.0.1;Port=1;Username=u;Password=never-shown;Database=x"),
        ],
        settings);
}
