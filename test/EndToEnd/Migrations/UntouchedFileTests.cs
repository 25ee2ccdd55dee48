using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>SQLite files with a write-ahead log, as EF Core makes them, that the application closes behind each use.</summary>
public sealed class UntouchedFileTests : IDisposable
{
    private const string LastSuccess = "efcore_migrations_check_timestamp_seconds";

    private readonly string _folder = Tree.NewTemporaryFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("DataSqlite")]
    [InlineData("DataSqlite10")]
    public async Task A_look_up_leaves_no_file_beside_the_database(string host)
    {
        var file = Path.Combine(_folder, "data.db");
        await using var app = await AppProcess.StartWithDropInAndAsync(
            host, [("ConnectionStrings__Data", $"Data Source={file};Pooling=False")], ("MigrationsRefreshSeconds", "1"));
        Assert.Equal([file], Directory.GetFiles(_folder));

        var first = await app.ScrapeUntilAsync(page => page.Has(LastSuccess), Deadline.Default);
        var second = await app.ScrapeUntilAsync(page => page.Value(LastSuccess) > first.Value(LastSuccess), Deadline.Default);

        Assert.Equal([file], Directory.GetFiles(_folder));
        Assert.True(second.Value(LastSuccess) > first.Value(LastSuccess));
        Assert.Equal(1, second.Value("efcore_migrations_pending", ("db_namespace", "data.db")));
        Assert.False(second.HasFamily("efcore_migrations_check_errors_total"));
    }
}
