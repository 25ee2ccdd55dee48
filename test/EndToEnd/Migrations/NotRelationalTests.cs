using AspNetCorePrometheus.EndToEnd.Databases;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>A context whose provider knows neither commands nor migrations.</summary>
public sealed class NotRelationalTests
{
    [Fact]
    public async Task Its_migrations_are_left_out_quietly_and_its_changes_count()
    {
        await using var app = await AppProcess.StartWithDropInAsync("NotRelational", ("MigrationsRefreshSeconds", "1"));
        var pages = await app.AroundAsync("POST", "/insert", 3);

        // A first look-up begins two seconds after the start, and a second one has been due as well.
        await Task.Delay(TimeSpan.FromSeconds(5));
        var later = await app.ScrapeAsync();

        Assert.Equal(6, pages.Moved(DataHost.Changes, ("efcore_entity", "Note"), ("efcore_operation", "insert")));
        Assert.Equal(3, pages.Moved("efcore_save_changes_duration_seconds_count", ("efcore_context", "NotesContext")));
        Assert.DoesNotContain(later.FamilyNames, family => family.StartsWith("efcore_migrations", StringComparison.Ordinal));
        Assert.False(later.HasFamily("db_client_operation_duration_seconds"));
        Assert.Equal(0, later.Sum("aspnetcore_prometheus_instrumentation_errors_total"));
        Assert.DoesNotContain(app.Process.ErrorLines, line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
    }
}
