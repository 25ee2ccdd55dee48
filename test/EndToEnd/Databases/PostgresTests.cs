using System.Globalization;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>EF Core 10 on PostgreSQL, with raw commands of Npgsql 10 beside it, which Npgsql's own meter tells of.</summary>
public sealed class PostgresTests(PostgresRun run) : IClassFixture<PostgresRun>
{
    private const string Saves = "efcore_save_changes_duration_seconds_count";

    public static TheoryData<string, int, int, int> Blogs => ChangeCases.Blogs;

    private static (string, string) Raw => ("db_operation_name", string.Empty);

    [Theory]
    [MemberData(nameof(Blogs))]
    [InlineData("/scope/commit", 1, 0, 0)]
    [InlineData("/scope/rollback", 0, 0, 0)]
    [InlineData("/bulk-rolled-back", 0, 0, 0)]
    [InlineData("/retried", 1, 0, 0)]
    [InlineData("/refused-commit", 0, 0, 0)]
    public async Task Lasting_changes_of_entities_count_and_no_others(string path, int inserts, int updates, int deletes)
    {
        var before = await run.App.ScrapeAsync();
        await run.App.AssertBlogsAsync(path, inserts, updates, deletes);
        Assert.Equal(0, (before, await run.App.ScrapeAsync()).Moved(DataHost.Operations, Raw));
    }

    [Theory]
    [InlineData("/select", 1, 0)]
    [InlineData("/select-async", 1, 0)]
    [InlineData("/slow-reader", 1, 0)]
    [InlineData("/slow-reader-async", 1, 0)]
    [InlineData("/raw", 0, 1)]
    [InlineData("/mixed", 1, 2)]
    [InlineData("/mixed-sync", 1, 2)]
    [InlineData("/cached", 2, 1)]
    [InlineData("/buffered", 1, 1)]
    [InlineData("/buffered-sync", 1, 1)]
    [InlineData("/never-closed", 1, 0)]
    [InlineData("/never-closed-sync", 1, 0)]
    [InlineData("/split", 3, 1)]
    [InlineData("/split-sync", 3, 1)]
    [InlineData("/split-half-read", 3, 1)]
    [InlineData("/split-half-read-sync", 3, 1)]
    [InlineData("/split-buffered", 3, 1)]
    [InlineData("/split-buffered-sync", 3, 1)]
    public async Task Each_command_counts_once(string path, int ofEfCore, int raw)
    {
        await run.App.SendAsync("POST", "/insert", 2);
        await run.App.SendAsync("POST", "/tagged", 2);
        var pages = await run.App.AroundAsync("GET", path, 5);

        Assert.Equal(5 * raw, pages.Moved(DataHost.Operations, Raw));
        Assert.Equal(5 * (ofEfCore + raw), pages.Moved(DataHost.Operations));
        Assert.Equal(5 * ofEfCore, pages.Moved(
            DataHost.Operations,
            ("db_system_name", "postgresql"),
            ("db_namespace", "data"),
            ("server_address", "127.0.0.1"),
            ("server_port", run.Server.Port.ToString(CultureInfo.InvariantCulture)),
            ("db_operation_name", "SELECT")));
    }

    [Theory]
    [InlineData("GET", "/failing", "DELETE", "42P01")]
    [InlineData("GET", "/failing-query", "SELECT", "42P01")]
    [InlineData("GET", "/failing-while-read", "SELECT", "22012")]
    [InlineData("POST", "/duplicate", "INSERT", "23505")]
    public async Task A_failure_has_its_type_and_code(string method, string path, string operation, string code)
    {
        var pages = await run.App.AroundAsync(method, path, 3);

        Assert.Equal(3, pages.Moved(DataHost.Operations));
        Assert.Equal(3, pages.Moved(
            DataHost.Operations,
            ("db_operation_name", operation),
            ("error_type", "Npgsql.PostgresException"),
            ("db_response_status_code", code)));
    }

    [Fact]
    public async Task A_cancelled_command_is_one_operation_with_an_error_and_no_raw_failure()
    {
        var pages = await run.App.AroundAsync("GET", "/canceled");

        Assert.Equal(1, pages.Moved(DataHost.Operations, ("error_type", "System.OperationCanceledException")));
        Assert.Equal(1, pages.Moved(DataHost.Operations));
        Assert.Equal(0, pages.Moved("db_client_operation_failed_total"));
    }

    [Fact]
    public async Task An_opening_that_is_cancelled_is_an_error() =>
        Assert.Equal(3, (await run.App.AroundAsync("GET", "/canceled-opening", 3)).Moved(
            "db_client_connection_create_time_seconds_count", ("error_type", "System.OperationCanceledException")));

    [Theory]
    [InlineData("/bulk-own", "Animal", 0, 3, 3)]
    [InlineData("/bulk-after-failure", "Animal", 0, 0, 2)]
    [InlineData("/intercepted/reverted", "Blog", 3, 1, 0)]
    [InlineData("/transaction/commit", "Blog", 2, 0, 0)]
    public async Task Entities_count_without_the_families_of_databases_too(string path, string entity, int inserts, int updates, int deletes)
    {
        var pages = await run.ModelsAlone.AroundAsync("POST", path, 2);

        double Changes(string operation) => pages.Moved(DataHost.Changes, ("efcore_entity", entity), ("efcore_operation", operation));
        Assert.Equal((2 * inserts, 2 * updates, 2 * deletes), (Changes("insert"), Changes("update"), Changes("delete")));
        Assert.False(pages.After.HasFamily("db_client_operation_duration_seconds"));
    }

    [Theory]
    [InlineData("/after-failure")]
    [InlineData("/after-failure-sync")]
    public async Task What_follows_a_failure_in_its_context_within_a_second_counts(string path)
    {
        var pages = await run.App.AroundAsync("GET", path, 3);

        Assert.Equal(6, pages.Moved(DataHost.Operations, ("db_operation_name", "SELECT"), ("error_type", string.Empty)));
        Assert.Equal(3, pages.Moved(DataHost.Operations, ("db_operation_name", "DELETE"), ("error_type", "Npgsql.PostgresException")));
        Assert.Equal(3, pages.Moved(DataHost.Operations, ("db_operation_name", "UPDATE"), ("error_type", string.Empty)));
        Assert.Equal(12, pages.Moved(DataHost.Operations));
    }

    /// <summary>EF Core's private field ends the silence: without it the beginnings would be asked for.</summary>
    [Theory]
    [InlineData("/after-failure")]
    [InlineData("/after-failure-sync")]
    public async Task A_failure_silences_nothing_where_no_beginning_of_a_command_is_asked_for(string path)
    {
        await run.ModelsAlone.GetAsync(path);

        Assert.Equal("Error Executed Executed", await run.ModelsAlone.Client.GetStringAsync(new Uri(path, UriKind.Relative)));
    }

    [Fact]
    public async Task A_connection_that_cannot_be_made_is_an_error() =>
        Assert.Equal(1, (await run.App.AroundAsync("GET", "/unreachable")).Moved(
            "db_client_connection_create_time_seconds_count", ("error_type", "Npgsql.NpgsqlException"), ("server_port", "1")));

    [Fact]
    public async Task A_lost_race_is_one_error_of_the_save()
    {
        var pages = await run.App.AroundAsync("POST", "/concurrency");

        Assert.Equal(2, pages.Moved(Saves));
        Assert.Equal(1, pages.Moved(Saves, ("error_type", "Microsoft.EntityFrameworkCore.DbUpdateConcurrencyException")));
        Assert.Equal(0, pages.Moved(DataHost.Changes, ("efcore_operation", "update")));
    }

    [Fact]
    public async Task A_lost_race_that_an_interceptor_suppresses_is_no_error_and_no_change_and_the_rest_of_the_save_counts()
    {
        var pages = await run.App.AroundAsync("POST", "/suppressed-race");

        Assert.Equal(2, pages.Moved(Saves, ("error_type", string.Empty)));
        Assert.Equal(2, pages.Moved(Saves));
        Assert.Equal(0, pages.Moved(DataHost.Changes, ("efcore_operation", "update")));
        Assert.Equal(1, pages.Moved(DataHost.Changes, ("efcore_entity", "Blog"), ("efcore_operation", "insert")));
    }

    [Theory]
    [InlineData("GET", "/failing", 0)]
    [InlineData("GET", "/failing-sync", 0)]
    [InlineData("GET", "/failing-query", 0)]
    [InlineData("GET", "/failing-while-read", 0)]
    [InlineData("GET", "/failing-while-read-sync", 0)]
    [InlineData("POST", "/duplicate", 0)]
    [InlineData("POST", "/retried-save", 0)]
    [InlineData("POST", "/failed-inside", 0)]
    [InlineData("GET", "/raw-failing", 3)]
    [InlineData("GET", "/raw-failing-while-read", 3)]
    public async Task Only_raw_failures_are_in_the_drivers_own_count(string method, string path, int failures) =>
        Assert.Equal(failures, (await run.App.AroundAsync(method, path, 3)).Moved("db_client_operation_failed_total"));

    [Fact]
    public async Task Retries_count() =>
        Assert.Equal(2, (await run.App.AroundAsync("POST", "/retried")).Moved(
            "efcore_execution_retries_total", ("efcore_context", "BlogContext")));

    [Fact]
    public async Task A_save_that_fails_when_its_results_are_read_and_is_tried_again_counts_as_a_failure_and_a_success()
    {
        var pages = await run.App.AroundAsync("POST", "/retried-save");

        Assert.Equal(1, pages.Moved(
            DataHost.Operations, ("db_operation_name", "INSERT"), ("error_type", "Npgsql.PostgresException"), ("db_response_status_code", "40001")));
        Assert.Equal(1, pages.Moved(DataHost.Operations, ("db_operation_name", "INSERT"), ("error_type", string.Empty)));
        Assert.Equal(1, pages.Moved("efcore_execution_retries_total", ("efcore_context", "BlogContext")));
        Assert.Equal(2, pages.Moved(DataHost.Changes, ("efcore_entity", "Tag"), ("efcore_operation", "insert")));
    }

    [Fact]
    public async Task A_transaction_that_is_tried_again_counts_what_it_has_committed_once()
    {
        var pages = await run.App.AroundAsync("POST", "/retried-transaction");

        Assert.Equal(3, pages.Moved(Saves, ("error_type", string.Empty)));
        Assert.Equal(3, pages.Moved(DataHost.Operations, ("db_operation_name", "INSERT"), ("error_type", string.Empty)));
        Assert.Equal(2, pages.Moved("efcore_execution_retries_total"));
        Assert.Equal(1, pages.Moved(DataHost.Changes, ("efcore_entity", "Tag"), ("efcore_operation", "insert")));
    }

    [Fact]
    public async Task Commands_of_a_batch_count() =>
        Assert.Equal(3, (await run.App.AroundAsync("POST", "/animals")).Moved("db_client_batched_commands_total"));

    [Fact]
    public async Task Bulk_changes_count_their_rows()
    {
        await run.App.SendAsync("POST", "/animals");
        var answer = await run.App.Client.PostAsync(new Uri("/bulk", UriKind.Relative), null);
        var rows = (await answer.Content.ReadAsStringAsync()).Split(' ').Select(int.Parse).ToArray();
        await run.App.SendAsync("POST", "/animals");
        var pages = await run.App.AroundAsync("POST", "/bulk");

        Assert.True(rows is [> 0, > 0]);
        Assert.Equal(rows[0], pages.Moved(DataHost.Changes, ("efcore_entity", "Blog"), ("efcore_operation", "update")));
        Assert.Equal(3, pages.Moved(DataHost.Changes, ("efcore_entity", "Animal"), ("efcore_operation", "delete")));
    }

    [Fact]
    public async Task No_pool_name_shows_a_secret()
    {
        await run.App.GetAsync("/unreachable");
        var page = await run.App.ScrapeAsync();

        Assert.Contains($"127.0.0.1:{run.Server.Port}/data", page.LabelValues("db_client_connection_count", "db_client_connection_pool_name"));
        Assert.DoesNotContain("never-shown", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Username", page.Text, StringComparison.OrdinalIgnoreCase);
    }
}
