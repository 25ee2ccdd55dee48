using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A PostgreSQL that is stopped and started again while clients go on asking.</summary>
public sealed class RestartedServerTests : IAsyncLifetime
{
    private const string CreateTime = "db_client_connection_create_time_seconds_count";

    private static readonly string[] Paths = ["/select-async", "/select", "/raw", "/fault"];

    private PostgresServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_host_answers_as_without_the_drop_in_and_errors_count_by_type()
    {
        await using var bare = await StartAsync("bare", []);
        await using var app = await StartAsync("with", DropIn.Variables());
        using var over = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 8).Select(client => AskAsync(app, Paths[client % Paths.Length], over.Token)));

        await _server.StopAsync();
        Assert.True(await Deadline.MetAsync(async () => await app.GetAsync("/select") == HttpStatusCode.InternalServerError));
        Assert.True(await Deadline.MetAsync(async () => await bare.GetAsync("/select") == HttpStatusCode.InternalServerError));
        var (without, with) = (await FaultAsync(bare), await FaultAsync(app));
        await over.CancelAsync();
        await load;
        var down = await app.AroundAsync("GET", "/select", 5);
        await _server.ResumeAsync();
        Assert.True(await Deadline.MetAsync(async () => await app.GetAsync("/select") == HttpStatusCode.OK));
        Assert.True(await Deadline.MetAsync(async () => await bare.GetAsync("/select") == HttpStatusCode.OK));
        var up = await app.AroundAsync("GET", "/select", 5);

        Assert.Equal("Npgsql.NpgsqlException", without);
        Assert.Equal(without, with);
        Assert.Equal(5, down.Moved(CreateTime, ("error_type", "Npgsql.NpgsqlException"), ("db_namespace", "with")));
        Assert.Equal(0, down.Moved(DataHost.Operations));
        Assert.Equal(5, up.Moved(DataHost.Operations, ("db_operation_name", "SELECT"), ("error_type", string.Empty)));
        Assert.Equal(0, up.Moved(CreateTime, ("error_type", "Npgsql.NpgsqlException")));
        Assert.Equal(0, up.After.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.False(app.Process.HasExited);
    }

    private static async Task AskAsync(AppProcess app, string path, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await app.GetAsync(path);
        }
    }

    // The type of the exception that a query ends with.
    private static Task<string> FaultAsync(AppProcess app) => app.Client.GetStringAsync(new Uri("/fault", UriKind.Relative));

    private async Task<AppProcess> StartAsync(string database, Dictionary<string, string> variables)
    {
        variables["ConnectionStrings__Data"] = _server.ConnectionString(database);
        variables["Logging__LogLevel__Default"] = "None";
        return await AppProcess.StartAsync("DataPostgres", variables);
    }
}
