using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>What the log says, at the level that is set where nobody sets one.</summary>
[Collection(ProcessWide.Name)]
public sealed class OutOfReachTests : LookUpTestBase
{
    [Fact]
    public async Task A_database_that_only_the_applications_connection_reaches_is_in_the_log()
    {
        using var log = new LogFile(TestSettings.Of().LogLevel);
        Services.AddDbContext<NotesContext>(options => options.UseSqlite("Data Source=:memory:"));

        Assert.Null(await LookUpAsync());

        Assert.Contains($"warning [{LogEvents.MigrationsOutOfReach}]", log.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(NotesContext), log.Text, StringComparison.Ordinal);
    }
}
