using System.Collections.Concurrent;
using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A PostgreSQL that is stopped and started again while clients go on asking.</summary>
public sealed class RestartedServerTests : IAsyncLifetime
{
    private const string CreateTime = "db_client_connection_create_time_seconds_count";
    private const string Saves = "efcore_save_changes_duration_seconds_count";
    private const string Raw = "/outcome/raw";

    private static readonly string[] Queries = ["/outcome/query", "/outcome/query-sync"];
    private static readonly string[] Changes = ["/outcome/insert", "/outcome/update"];
    private static readonly string[] Paths = [.. Queries, .. Changes, Raw];

    private PostgresServer _server = null!;

    public async Task InitializeAsync() => _server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_host_answers_as_without_the_drop_in()
    {
        await using var bare = await StartAsync("bare", []);
        await using var app = await StartAsync("with", DropIn.Variables());
        await _server.StopAsync();
        Assert.True(await Deadline.MetAsync(async () => await app.GetAsync("/select") == HttpStatusCode.InternalServerError));
        Assert.True(await Deadline.MetAsync(async () => await bare.GetAsync("/select") == HttpStatusCode.InternalServerError));
        var (without, with) = (await FaultAsync(bare), await FaultAsync(app));
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

    [Fact]
    public async Task Every_operation_and_error_under_load_counts_as_the_host_saw_it()
    {
        await using var app = await StartAsync("with", DropIn.Variables());
        await app.SendAsync("POST", "/insert");
        var before = await app.ScrapeAsync();
        var seen = new ConcurrentDictionary<(string Path, string Outcome), int>();
        using var over = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 2 * Paths.Length).Select(client =>
            AskAsync(app, Paths[client % Paths.Length], seen, over.Token)));

        Assert.True(await Deadline.MetAsync(() => Task.FromResult(Paths.All(path => Ok([path]) >= 20))));
        await _server.StopAsync();
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(Paths.All(path => All([path]) - Ok([path]) >= 5))));
        await _server.ResumeAsync();
        var resumed = Paths.ToDictionary(path => path, path => Ok([path]));
        Assert.True(await Deadline.MetAsync(() => Task.FromResult(Paths.All(path => Ok([path]) >= resumed[path] + 20))));
        await over.CancelAsync();
        await load;
        var pages = (before, await app.ScrapeAsync());

        Assert.Equal(Ok(Queries), Operations("SELECT", string.Empty));
        Assert.Equal(Ok(["/outcome/insert"]), Operations("INSERT", string.Empty));
        Assert.Equal(Ok(["/outcome/update"]), Operations("UPDATE", string.Empty));
        Assert.Equal(All([Raw]) - Sum([Raw], outcome => outcome == "not opened"), pages.Moved(DataHost.Operations, ("db_operation_name", string.Empty)));
        Assert.Equal(0, pages.Moved("db_client_operation_failed_total"));
        Assert.Equal(
            All([.. Queries, .. Changes]) - Ok([.. Queries, .. Changes]),
            pages.Moved(CreateTime) - pages.Moved(CreateTime, ("error_type", string.Empty)) + OperationErrors());
        foreach (var type in Types([.. Queries, .. Changes], part: 1))
        {
            Assert.Equal(
                Sum([.. Queries, .. Changes], outcome => outcome.EndsWith(" " + type, StringComparison.Ordinal)),
                pages.Moved(CreateTime, ("error_type", type), ("db_namespace", "with")) + pages.Moved(DataHost.Operations, ("error_type", type)));
        }

        foreach (var type in Types(Changes, part: 0))
        {
            Assert.Equal(
                Sum(Changes, outcome => outcome.StartsWith(type + " ", StringComparison.Ordinal)), pages.Moved(Saves, ("error_type", type)));
        }

        Assert.Equal(Ok(Changes), pages.Moved(Saves, ("error_type", string.Empty)));
        Assert.Equal(All(Changes), pages.Moved(Saves));
        Assert.Equal(Ok(["/outcome/insert"]), pages.Moved(DataHost.Changes, ("efcore_entity", "Blog"), ("efcore_operation", "insert")));
        Assert.Equal(Ok(["/outcome/update"]), pages.Moved(DataHost.Changes, ("efcore_entity", "Blog"), ("efcore_operation", "update")));
        Assert.Equal(0, pages.Item2.Sum("aspnetcore_prometheus_instrumentation_errors_total"));

        double Operations(string operation, string error) =>
            pages.Moved(DataHost.Operations, ("db_operation_name", operation), ("error_type", error));
        double OperationErrors() => pages.Moved(DataHost.Operations) - pages.Moved(DataHost.Operations, ("error_type", string.Empty));
        int Sum(string[] paths, Func<string, bool> matches) =>
            seen.Where(entry => paths.Contains(entry.Key.Path) && matches(entry.Key.Outcome)).Sum(entry => entry.Value);
        int All(string[] paths) => Sum(paths, _ => true);
        int Ok(string[] paths) => Sum(paths, outcome => outcome == "ok");
        List<string> Types(string[] paths, int part) =>
            [.. seen.Keys.Where(key => paths.Contains(key.Path) && key.Outcome != "ok").Select(key => key.Outcome.Split(' ')[part]).Distinct()];
    }

    private static async Task AskAsync(
        AppProcess app, string path, ConcurrentDictionary<(string Path, string Outcome), int> seen, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var outcome = await app.Client.GetStringAsync(new Uri(path, UriKind.Relative), CancellationToken.None);
            seen.AddOrUpdate((path, outcome), 1, static (_, times) => times + 1);
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
