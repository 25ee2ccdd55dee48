using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>What the tests ask of a data host's page: how far a request has moved a figure.</summary>
internal static class DataHost
{
    public const string Operations = "db_client_operation_duration_seconds_count";
    public const string Changes = "efcore_entity_changes_total";

    /// <summary>The pages before and after a request has been sent some times.</summary>
    public static async Task<(Page Before, Page After)> AroundAsync(this AppProcess app, string method, string path, int times = 1)
    {
        var before = await app.ScrapeAsync();
        await app.SendAsync(method, path, times);
        return (before, await app.ScrapeAsync());
    }

    public static double Moved(this (Page Before, Page After) pages, string name, params (string, string)[] labels) =>
        pages.After.Sum(name, labels) - pages.Before.Sum(name, labels);

    public static async Task AssertBlogsAsync(this AppProcess app, string path, int inserts, int updates, int deletes)
    {
        var pages = await app.AroundAsync("POST", path);

        Assert.Equal((inserts, updates, deletes), (
            pages.Moved(Changes, ("efcore_entity", "Blog"), ("efcore_operation", "insert")),
            pages.Moved(Changes, ("efcore_entity", "Blog"), ("efcore_operation", "update")),
            pages.Moved(Changes, ("efcore_entity", "Blog"), ("efcore_operation", "delete"))));
        Assert.Equal(0, pages.After.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
    }
}
