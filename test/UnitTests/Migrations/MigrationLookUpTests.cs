using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>Look-ups with a real EF Core 6 on SQLite files.</summary>
public sealed class MigrationLookUpTests : LookUpTestBase
{
    private static readonly DatabaseIdentity Database = new("sqlite", "notes.db", null, null);

    [Theory]
    [InlineData("context")]
    [InlineData("pool")]
    [InlineData("factory")]
    [InlineData("pooled factory")]
    [InlineData("interface")]
    public async Task Applied_and_pending_are_told_whatever_the_context_is_registered_as(string registration)
    {
        Register(registration);
        Assert.Equal(new MigrationCounts(Database, 0, 2), await LookUpAsync());
        Assert.True(Notes.IsEmpty);

        await MigrateAsync("20260101000000_First");
        Assert.Equal(new MigrationCounts(Database, 1, 1), await LookUpAsync());

        await MigrateAsync("20260102000000_Second");
        Assert.Equal(new MigrationCounts(Database, 2, 0), await LookUpAsync());
    }

    [Fact]
    public async Task A_look_up_leaves_the_folder_of_a_database_with_a_write_ahead_log_as_it_was()
    {
        Register("context");
        await MigrateAsync("20260101000000_First");
        var before = Notes.Content();

        Assert.Equal(new MigrationCounts(Database, 1, 1), await LookUpAsync());

        Assert.Equal(before, Notes.Content());
    }

    [Fact]
    public async Task A_context_that_configures_itself_is_looked_up_without_its_own_log()
    {
        Services.AddScoped<SelfConfiguredContext>();

        Assert.Equal(new MigrationCounts(Database, 0, 1), await LookUpAsync());

        Assert.Empty(Notes.Lines);
        Assert.True(Notes.IsEmpty);
    }

    [Fact]
    public async Task Nothing_is_written_to_a_log_however_it_was_given()
    {
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        Services.AddDbContext<NotesContext>(options => options
            .UseSqlite(Notes.ConnectionString).UseLoggerFactory(factory).LogTo(Notes.Lines.Enqueue).EnableDetailedErrors());
        await MigrateAsync("20260101000000_First");
        Log.Lines.Clear();
        Notes.Lines.Clear();

        Assert.Equal(new MigrationCounts(Database, 1, 1), await LookUpAsync());

        Assert.Empty(Log.Lines);
        Assert.Empty(Notes.Lines);
    }

    [Fact]
    public async Task The_applications_services_log_nothing_either()
    {
        Register("context");

        await LookUpAsync();

        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task A_database_in_the_memory_of_one_connection_is_left_out()
    {
        Services.AddDbContext<NotesContext>(options => options.UseSqlite("Data Source=:memory:"));

        Assert.Null(await LookUpAsync());
    }

    [Fact]
    public async Task A_connection_object_of_the_application_is_not_touched()
    {
        await using var connection = new SqliteConnection(Notes.ConnectionString);
        Services.AddDbContext<NotesContext>(options => options.UseSqlite(connection));

        Assert.Equal(new MigrationCounts(Database, 0, 2), await LookUpAsync());
        Assert.True(Notes.IsEmpty);
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);

        await MigrateAsync("20260101000000_First");
        Assert.Equal(new MigrationCounts(Database, 1, 1), await LookUpAsync());
        Assert.Equal(Notes.ConnectionString, connection.ConnectionString);
    }

    [Fact]
    public async Task A_connection_object_whose_database_is_in_its_own_memory_is_left_out()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        Services.AddDbContext<NotesContext>(options => options.UseSqlite(connection));

        Assert.Null(await LookUpAsync());
    }

    [Fact]
    public async Task A_context_without_migrations_is_left_out()
    {
        Services.AddDbContext<NoMigrationsContext>(options => options.UseSqlite(Notes.ConnectionString));

        Assert.Null(await LookUpAsync());
    }

    [Fact]
    public async Task An_assembly_of_migrations_that_is_not_deployed_leaves_the_context_out()
    {
        Services.AddDbContext<NoMigrationsContext>(options => options.UseSqlite(
            Notes.ConnectionString, sqlite => sqlite.MigrationsAssembly("Not.Deployed")));

        Assert.Null(await LookUpAsync());
    }

    [Fact]
    public async Task The_history_table_that_the_options_name_is_read()
    {
        Services.AddDbContext<NotesContext>(options => options.UseSqlite(
            Notes.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("Done")));
        await MigrateAsync("20260102000000_Second");

        Assert.Equal(new MigrationCounts(Database, 2, 0), await LookUpAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_throws_what_the_database_throws()
    {
        Register("context");
        await File.WriteAllTextAsync(Notes.Path, new string('x', 10_000));

        await Assert.ThrowsAsync<SqliteException>(LookUpAsync);
    }
}
