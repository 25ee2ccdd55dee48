using System.Collections.Concurrent;
using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>Look-ups with a real EF Core 6 on SQLite files.</summary>
public sealed class MigrationLookUpTests : IDisposable
{
    private static readonly DatabaseIdentity Notes = new("sqlite", "notes.db", "");

    private readonly NotesFile _file = new();
    private readonly LineLogger _log = new();
    private readonly ServiceCollection _services = new();

    public MigrationLookUpTests()
    {
        _services.AddSingleton(_file);
        _services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
    }

    public void Dispose()
    {
        _file.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData("context")]
    [InlineData("pool")]
    [InlineData("factory")]
    [InlineData("pooled factory")]
    [InlineData("interface")]
    public async Task Applied_and_pending_are_told_whatever_the_context_is_registered_as(string registration)
    {
        Register(registration);
        Assert.Equal(new MigrationCounts(Notes, 0, 2), await LookUpAsync());
        Assert.True(_file.IsEmpty);

        await MigrateAsync("20260101000000_First");
        Assert.Equal(new MigrationCounts(Notes, 1, 1), await LookUpAsync());

        await MigrateAsync("20260102000000_Second");
        Assert.Equal(new MigrationCounts(Notes, 2, 0), await LookUpAsync());
    }

    [Fact]
    public async Task A_context_that_configures_itself_is_looked_up_without_its_own_log()
    {
        _services.AddScoped<SelfConfiguredContext>();

        Assert.Equal(new MigrationCounts(Notes, 0, 1), await LookUpAsync());

        Assert.Empty(_file.Lines);
        Assert.True(_file.IsEmpty);
    }

    [Fact]
    public async Task Nothing_is_written_to_a_log_however_it_was_given()
    {
        using var factory = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        _services.AddDbContext<NotesContext>(options => options
            .UseSqlite(_file.ConnectionString).UseLoggerFactory(factory).LogTo(_file.Lines.Enqueue).EnableDetailedErrors());
        await MigrateAsync("20260101000000_First");
        _log.Lines.Clear();
        _file.Lines.Clear();

        Assert.Equal(new MigrationCounts(Notes, 1, 1), await LookUpAsync());

        Assert.Empty(_log.Lines);
        Assert.Empty(_file.Lines);
    }

    [Fact]
    public async Task The_applications_services_log_nothing_either()
    {
        Register("context");

        await LookUpAsync();

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_database_in_the_memory_of_one_connection_is_left_out()
    {
        _services.AddDbContext<NotesContext>(options => options.UseSqlite("Data Source=:memory:"));

        Assert.Null(await LookUpAsync());
    }

    [Fact]
    public async Task A_connection_object_of_the_application_is_not_touched()
    {
        await using var connection = new SqliteConnection(_file.ConnectionString);
        _services.AddDbContext<NotesContext>(options => options.UseSqlite(connection));

        Assert.Null(await LookUpAsync());
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task A_context_without_migrations_is_left_out()
    {
        _services.AddDbContext<NoMigrationsContext>(options => options.UseSqlite(_file.ConnectionString));

        Assert.Null(await LookUpAsync());
    }

    [Fact]
    public async Task An_assembly_of_migrations_that_is_not_deployed_leaves_the_context_out()
    {
        _services.AddDbContext<NoMigrationsContext>(options => options.UseSqlite(
            _file.ConnectionString, sqlite => sqlite.MigrationsAssembly("Not.Deployed")));

        Assert.Null(await LookUpAsync());
    }

    [Fact]
    public async Task The_history_table_that_the_options_name_is_read()
    {
        _services.AddDbContext<NotesContext>(options => options.UseSqlite(
            _file.ConnectionString, sqlite => sqlite.MigrationsHistoryTable("Done")));
        await MigrateAsync("20260102000000_Second");

        Assert.Equal(new MigrationCounts(Notes, 2, 0), await LookUpAsync());
    }

    [Fact]
    public async Task A_file_that_is_no_database_throws_what_the_database_throws()
    {
        Register("context");
        await File.WriteAllTextAsync(_file.Path, new string('x', 10_000));

        await Assert.ThrowsAsync<SqliteException>(LookUpAsync);
    }

    [Fact]
    public async Task Events_of_a_look_up_carry_the_mark_of_our_own_and_the_callers_do_not()
    {
        Register("context");
        await MigrateAsync("20260101000000_First");
        var marks = new ConcurrentQueue<bool>();
        using var all = DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.EntityFrameworkCore")
            {
                listener.Subscribe(new Observer<KeyValuePair<string, object?>>(entry =>
                {
                    if (entry.Value is Microsoft.EntityFrameworkCore.Diagnostics.CommandEventData command
                        && command.Command.Connection!.ConnectionString.Contains(_file.Path, StringComparison.Ordinal))
                    {
                        marks.Enqueue(OwnLookUp.IsRunning);
                    }
                }));
            }
        }));

        await LookUpAsync();

        Assert.NotEmpty(marks);
        Assert.DoesNotContain(false, marks);
        Assert.False(OwnLookUp.IsRunning);
    }

    [Fact]
    public async Task EF_Cores_internal_services_are_the_applications_own()
    {
        Register("context");
        await using var provider = _services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<NotesContext>();
        var own = context.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalTypeMappingSource>();
        using var options = new QuietOptions(typeof(DbContext));
        await ContextSource.ReadAsync(Registration(), scope.ServiceProvider, options);
        Assert.True(options.Detach(options.Relational!));
        options.Silence(scope.ServiceProvider);

        await using var plain = new DbContext((DbContextOptions)options.Options);

        Assert.Same(own, plain.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalTypeMappingSource>());
    }

    private void Register(string registration)
    {
        void Configure(DbContextOptionsBuilder options) => options.UseSqlite(_file.ConnectionString);
        _ = registration switch
        {
            "context" => _services.AddDbContext<NotesContext>(Configure),
            "pool" => _services.AddDbContextPool<NotesContext>(Configure),
            "factory" => _services.AddDbContextFactory<NotesContext>(Configure),
            "pooled factory" => _services.AddPooledDbContextFactory<NotesContext>(Configure),
            _ => _services.AddDbContext<INotes, NotesContext>(Configure),
        };
    }

    private ContextRegistration Registration() => Assert.Single(ContextRegistrations.Find(_services));

    private async Task<MigrationCounts?> LookUpAsync()
    {
        await using var provider = _services.BuildServiceProvider(validateScopes: true);
        return await MigrationLookUp.RunAsync(Registration(), provider, TimeSpan.FromSeconds(10), CancellationToken.None);
    }

    private async Task MigrateAsync(string target)
    {
        await using var provider = _services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var options = scope.ServiceProvider.GetRequiredService<DbContextOptions<NotesContext>>();
        await using var context = new NotesContext(options);
        await context.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync(target);
    }
}
