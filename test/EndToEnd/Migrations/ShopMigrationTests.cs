using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>EF Core 6 on SQLite: the sample application.</summary>
public sealed class ShopMigrationTests : IDisposable
{
    private static readonly (string, string)[] Labels =
        [("efcore_context", "ShopContext"), ("db_system_name", "sqlite"), ("db_namespace", "shop.db"), ("server_address", "")];

    private readonly string _folder = Tree.NewTemporaryFolder();

    private string Database => Path.Combine(_folder, "shop.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Both_migrations_of_the_shop_are_applied()
    {
        await using var shop = await StartAsync();

        var page = await UntilAsync(shop, page => page.Has("efcore_migrations_applied"));

        Assert.Equal(2, page.Value("efcore_migrations_applied", Labels));
        Assert.Equal(0, page.Value("efcore_migrations_pending", Labels));
        Assert.InRange(
            DateTimeOffset.FromUnixTimeSeconds((long)page.Value("efcore_migrations_check_timestamp_seconds")),
            DateTimeOffset.UtcNow.AddMinutes(-1),
            DateTimeOffset.UtcNow);
        Assert.False(page.HasFamily("efcore_migrations_check_errors_total"));
    }

    [Fact]
    public async Task A_database_that_is_gone_is_not_made_again_by_a_look_up()
    {
        await using var shop = await StartAsync();
        await UntilAsync(shop, page => page.Has("efcore_migrations_applied"));

        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
        var page = await UntilAsync(shop, page => page.Value("efcore_migrations_pending") == 2);
        var seen = page.Value("efcore_migrations_check_timestamp_seconds");
        await UntilAsync(shop, page => page.Value("efcore_migrations_check_timestamp_seconds") > seen);

        Assert.Equal(2, page.Value("efcore_migrations_pending", Labels));
        Assert.Equal(0, page.Value("efcore_migrations_applied", Labels));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task The_log_of_the_shop_is_the_same_with_and_without_look_ups()
    {
        await using var shop = await StartAsync(("Logging__LogLevel__Microsoft.EntityFrameworkCore", "Debug"));
        await UntilAsync(shop, page => page.Has("efcore_migrations_applied"));
        var before = Lines(shop);
        var seen = (await shop.ScrapeAsync()).Value("efcore_migrations_check_timestamp_seconds");
        await UntilAsync(shop, page => page.Value("efcore_migrations_check_timestamp_seconds") > seen);

        Assert.NotEqual(0, before);
        Assert.Equal(before, Lines(shop));
    }

    private static int Lines(AppProcess shop) =>
        shop.Process.OutputLines.Count(line => line.Contains("EntityFrameworkCore", StringComparison.Ordinal));

    private static Task<Page> UntilAsync(AppProcess shop, Func<Page, bool> expected) =>
        shop.ScrapeUntilAsync(expected, Deadline.Default);

    private Task<AppProcess> StartAsync(params (string Key, string Value)[] variables)
    {
        var environment = DropIn.Variables(("MigrationsRefreshSeconds", "1"));
        environment["ConnectionStrings__Shop"] = $"Data Source={Database}";
        foreach (var (key, value) in variables)
        {
            environment[key] = value;
        }

        return AppProcess.StartAsync("Shop", environment);
    }
}
