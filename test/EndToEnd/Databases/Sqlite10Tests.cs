using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>With EF Core 10, which has bulk changes too.</summary>
public sealed class Sqlite10Tests(Sqlite10Run run) : SqliteTests(run), IClassFixture<Sqlite10Run>
{
    [Theory]
    [InlineData("/bulk-own", 3, 3, 3)]
    [InlineData("/bulk-after-failure", 2, 0, 2)]
    [InlineData("/bulk-rolled-back", 0, 0, 0)]
    public async Task Bulk_changes_of_parallel_clients_count_their_rows(string path, int inserts, int updates, int deletes)
    {
        const int Clients = 32;
        await run.App.SendAsync("POST", path);
        var before = await run.App.ScrapeAsync();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => run.App.SendAsync("POST", path)));
        var pages = (before, await run.App.ScrapeAsync());

        Assert.Equal(Clients * inserts, pages.Moved(DataHost.Changes, ("efcore_entity", "Dog"), ("efcore_operation", "insert")));
        Assert.Equal(Clients * updates, pages.Moved(DataHost.Changes, ("efcore_entity", "Animal"), ("efcore_operation", "update")));
        Assert.Equal(Clients * deletes, pages.Moved(DataHost.Changes, ("efcore_entity", "Animal"), ("efcore_operation", "delete")));
        Assert.Equal(0, pages.Moved(DataHost.Changes, ("efcore_entity", "Blog")));
    }
}
