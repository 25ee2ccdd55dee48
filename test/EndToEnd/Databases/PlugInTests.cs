using System.Net;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>EF Core that comes late, or with a plug-in's load context, into a host that is deployed without it.</summary>
public sealed class PlugInTests : IDisposable
{
    private const string Pending = "efcore_migrations_pending";

    private readonly string _folder = Tree.NewTemporaryFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("/run/own")]
    [InlineData("/run/late")]
    public async Task What_a_plug_in_or_a_late_library_does_counts(string path)
    {
        await using var app = await StartAsync();
        Assert.DoesNotContain((await app.ScrapeAsync()).FamilyNames, family => family.StartsWith("efcore", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await app.GetAsync(path));

        AssertCounted(await app.AroundAsync("GET", path, 3), 3);
    }

    [Fact]
    public async Task Two_copies_of_EF_Core_in_one_process_both_count()
    {
        await using var app = await StartAsync();
        await app.GetAsync("/run/late");
        await app.GetAsync("/run/own");
        var before = await app.ScrapeAsync();
        await app.GetAsync("/run/own", 2);
        await app.GetAsync("/run/late", 3);

        AssertCounted((before, await app.ScrapeAsync()), 5);
    }

    [Fact]
    public async Task Migrations_of_a_plug_ins_context_in_the_container_are_looked_up()
    {
        await using var app = await StartAsync(("Register", "true"));
        var page = await app.ScrapeUntilAsync(page => page.Has(Pending), Deadline.Default);

        Assert.Equal(1, page.Value(Pending, ("efcore_context", "BlogContext"), ("db_system_name", "sqlite"), ("db_namespace", "data.db")));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        AssertNoFault(app, page);
    }

    private static void AssertCounted((Page Before, Page After) pages, int times)
    {
        Assert.Equal(times, pages.Moved(DataHost.Operations, ("db_system_name", "sqlite"), ("db_operation_name", "INSERT")));
        Assert.Equal(times, pages.Moved(DataHost.Changes, ("efcore_entity", "Blog"), ("efcore_operation", "insert")));
        Assert.Equal(times, pages.Moved("efcore_save_changes_duration_seconds_count", ("efcore_context", "BlogContext")));
        Assert.Equal(0, pages.After.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }

    private static void AssertNoFault(AppProcess app, Page page)
    {
        Assert.Equal(0, page.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.False(page.HasFamily("efcore_migrations_check_errors_total"));
        Assert.DoesNotContain(app.Process.ErrorLines, line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
    }

    private Task<AppProcess> StartAsync(params (string Key, string Value)[] variables) => AppProcess.StartWithDropInAndAsync(
        "PlugIns",
        [
            ("PlugIn", Path.Combine(Tree.Host("DataSqlite"), "DataSqlite.dll")),
            ("ConnectionStrings__Data", $"Data Source={Path.Combine(_folder, "data.db")}"),
            .. variables,
        ],
        ("MigrationsRefreshSeconds", "1"));
}
