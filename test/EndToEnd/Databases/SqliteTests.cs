using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>EF Core on SQLite, whose driver tells nothing.</summary>
public abstract class SqliteTests(SqliteRun run)
{
    private const int Clients = 32;
    private const string Error = "Microsoft.Data.Sqlite.SqliteException";
    private const string Saves = "efcore_save_changes_duration_seconds_count";

    private static readonly (string Method, string Path, HttpStatusCode Status)[] Requests =
    [
        ("GET", "/select", HttpStatusCode.OK), ("GET", "/select-async", HttpStatusCode.OK), ("GET", "/slow-reader-async", HttpStatusCode.OK),
        ("POST", "/insert", HttpStatusCode.OK), ("POST", "/life", HttpStatusCode.OK), ("GET", "/failing", HttpStatusCode.InternalServerError),
        ("POST", "/duplicate", HttpStatusCode.InternalServerError), ("POST", "/transaction/commit", HttpStatusCode.OK),
        ("POST", "/transaction/rollback", HttpStatusCode.OK), ("POST", "/deleted-by-sql", HttpStatusCode.OK),
    ];

    public static TheoryData<string, int, int, int> Blogs => ChangeCases.Blogs;

    [Theory]
    [MemberData(nameof(Blogs))]
    public Task Lasting_changes_of_entities_count_and_no_others(string path, int inserts, int updates, int deletes) =>
        run.App.AssertBlogsAsync(path, inserts, updates, deletes);

    [Theory]
    [InlineData("/select")]
    [InlineData("/select-async")]
    [InlineData("/slow-reader")]
    [InlineData("/slow-reader-async")]
    public async Task Each_query_counts_once(string path)
    {
        var pages = await run.App.AroundAsync("GET", path, 5);

        Assert.Equal(5, pages.Moved(DataHost.Operations));
        Assert.Equal(5, pages.Moved(
            DataHost.Operations, ("db_system_name", "sqlite"), ("db_namespace", "data.db"), ("db_operation_name", "SELECT")));
        Assert.InRange(pages.Moved("db_client_operation_duration_seconds_sum"), 0, 0.5);
        Assert.Equal(5, pages.Moved("db_client_connection_wait_time_seconds_count", ("db_namespace", "data.db")));
    }

    [Fact]
    public async Task A_common_table_expression_counts_as_its_main_statement() =>
        Assert.Equal(1, (await run.App.AroundAsync("GET", "/cte")).Moved(DataHost.Operations, ("db_operation_name", "DELETE")));

    [Fact]
    public async Task A_failure_has_its_type_and_code() =>
        Assert.Equal(3, (await run.App.AroundAsync("GET", "/failing", 3)).Moved(
            DataHost.Operations,
            ("db_operation_name", "DELETE"),
            ("error_type", Error),
            ("db_response_status_code", "1")));

    [Theory]
    [InlineData("/after-failure")]
    [InlineData("/after-failure-sync")]
    public async Task What_follows_a_failure_in_its_context_within_a_second_counts_and_no_beginning_is_asked_for(string path)
    {
        await run.App.GetAsync(path);
        var before = await run.App.ScrapeAsync();
        var events = await run.App.Client.GetStringAsync(new Uri(path, UriKind.Relative));
        var pages = (before, await run.App.ScrapeAsync());

        Assert.Equal("Error Executed Executed", events);
        Assert.Equal(2, pages.Moved(DataHost.Operations, ("db_operation_name", "SELECT"), ("error_type", string.Empty)));
        Assert.Equal(1, pages.Moved(DataHost.Operations, ("db_operation_name", "DELETE"), ("error_type", Error)));
        Assert.Equal(1, pages.Moved(DataHost.Operations, ("db_operation_name", "UPDATE"), ("error_type", string.Empty)));
        Assert.Equal(4, pages.Moved(DataHost.Operations));
    }

    [Fact]
    public async Task Every_operation_of_parallel_clients_counts_exactly()
    {
        var before = await run.App.ScrapeAsync();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            for (var i = 0; i < Requests.Length; i++)
            {
                var (method, path, status) = Requests[(client + i) % Requests.Length];
                Assert.Equal((path, status), (path, await run.App.SendAsync(method, path)));
            }
        }));
        var pages = (before, await run.App.ScrapeAsync());

        Assert.Equal(3 * Clients, Operations("SELECT", string.Empty));
        Assert.Equal(10 * Clients, Operations("INSERT", string.Empty));
        Assert.Equal(Clients, Operations("INSERT", Error));
        Assert.Equal(Clients, Operations("UPDATE", string.Empty));
        Assert.Equal(2 * Clients, Operations("DELETE", string.Empty));
        Assert.Equal(Clients, Operations("DELETE", Error));
        Assert.Equal(18 * Clients, pages.Moved(DataHost.Operations));
        Assert.Equal((4 * Clients, Clients, Clients), (Changes("Blog", "insert"), Changes("Blog", "update"), Changes("Blog", "delete")));
        Assert.Equal((3 * Clients, 0, 0), (Changes("Dog", "insert"), Changes("Animal", "update"), Changes("Animal", "delete")));
        Assert.Equal(9 * Clients, pages.Moved(Saves, ("error_type", string.Empty)));
        Assert.Equal(Clients, pages.Moved(Saves, ("error_type", "Microsoft.EntityFrameworkCore.DbUpdateException")));
        Assert.Equal(10 * Clients, pages.Moved(Saves));
        Assert.Equal(0, pages.Item2.Sum("aspnetcore_prometheus_instrumentation_errors_total"));

        double Operations(string operation, string error) =>
            pages.Moved(DataHost.Operations, ("db_operation_name", operation), ("error_type", error));
        double Changes(string entity, string operation) =>
            pages.Moved(DataHost.Changes, ("efcore_entity", entity), ("efcore_operation", operation));
    }

    [Fact]
    public async Task A_lost_race_is_an_error_of_the_save()
    {
        var pages = await run.App.AroundAsync("POST", "/concurrency");

        Assert.Equal(1, pages.Moved(
            Saves,
            ("efcore_context", "BlogContext"),
            ("error_type", "Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException")));
        Assert.Equal(0, pages.Moved(DataHost.Changes, ("efcore_operation", "update")));
    }

    [Fact]
    public async Task The_migration_that_nobody_has_applied_is_pending()
    {
        var page = await run.App.ScrapeUntilAsync(page => page.Has("efcore_migrations_pending"), Deadline.Default);

        (string, string)[] database = [("efcore_context", "BlogContext"), ("db_system_name", "sqlite"), ("db_namespace", "data.db")];
        Assert.Equal(1, page.Value("efcore_migrations_pending", database));
        Assert.Equal(0, page.Value("efcore_migrations_applied", database));
        Assert.False(page.HasFamily("efcore_migrations_check_errors_total"));
    }

    [Fact]
    public async Task Hierarchies_and_joins_have_names_of_their_own()
    {
        var tagged = await run.App.AroundAsync("POST", "/tagged");
        var animals = await run.App.AroundAsync("POST", "/animals");

        Assert.Equal(2, tagged.Moved(DataHost.Changes, ("efcore_entity", "PostTag")));
        Assert.Equal(2, animals.Moved(DataHost.Changes, ("efcore_entity", "Cat")));
        Assert.Equal(1, animals.Moved(DataHost.Changes, ("efcore_entity", "Dog")));
        Assert.Equal(
            ["Animal", "Blog", "Cat", "Counter", "Dog", "Post", "PostTag", "Tag"],
            animals.After.LabelValues(DataHost.Changes, "efcore_entity"));
    }
}
