using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>EF Core 6 on SQLite, whose driver tells nothing.</summary>
public sealed class SqliteTests(SqliteRun run) : IClassFixture<SqliteRun>
{
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
            ("error_type", "Microsoft.Data.Sqlite.SqliteException"),
            ("db_response_status_code", "1")));

    [Fact]
    public async Task A_lost_race_is_an_error_of_the_save()
    {
        var pages = await run.App.AroundAsync("POST", "/concurrency");

        Assert.Equal(1, pages.Moved(
            "efcore_save_changes_duration_seconds_count",
            ("efcore_context", "BlogContext"),
            ("error_type", "Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException")));
        Assert.Equal(0, pages.Moved(DataHost.Changes, ("efcore_operation", "update")));
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
