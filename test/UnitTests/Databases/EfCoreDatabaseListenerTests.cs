using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

/// <summary>The listener behind its guard, subscribed to the events of EF Core 6 on SQLite.</summary>
public sealed class EfCoreDatabaseListenerTests : IDisposable
{
    private readonly DatabaseFamilies _families = new(TestSettings.Of());
    private readonly List<EfCoreEvent> _told = [];
    private readonly ServiceProvider _services = new ServiceCollection().AddEntityFrameworkSqlite().BuildServiceProvider();
    private readonly EfCoreObserver _observer;
    private readonly IDisposable _subscription;

    public EfCoreDatabaseListenerTests()
    {
        EfCoreDatabaseListener listener = new(
            new DatabaseTargets(_families, new ErrorCodes()), new EfCoreSaveListener(_families), new OpenQueries());
        _observer = new EfCoreObserver(new GuardedEfCoreReceiver(new StandInInstrumentation("databases", listener)));
        var events = new Observer<KeyValuePair<string, object?>>(one =>
        {
            // Somebody else in the process may listen, too, and want more.
            if (_observer.Wants(one.Key))
            {
                _told.Add(EfCoreEvents.Of(one.Key));
            }

            _observer.OnNext(one);
        });
        _subscription = ((DiagnosticListener)_services.GetRequiredService<DiagnosticSource>()).Subscribe(events, _observer.Wants);
    }

    [Fact]
    public void A_command_makes_an_event_for_its_connection_and_one_for_its_end()
    {
        Execute("SELECT 1");
        _told.Clear();

        Execute("SELECT 1", "SELECT 2");

        EfCoreEvent[] each = [EfCoreEvent.ConnectionOpened, EfCoreEvent.CommandExecuted];
        Assert.Equal([.. each, .. each], _told);
    }

    [Fact]
    public void A_failure_silences_no_command_that_follows_it_in_its_context()
    {
        Execute("SELECT 1");

        Execute("PRAGMA foreign_keys", "DELETE FROM nothing", "SELECT 1", "DROP TABLE nothing", "SELECT 2");

        Assert.Equal(3, Counted("SELECT"));
        Assert.Equal(1, Counted("PRAGMA"));
        Assert.Equal(1, Counted("DELETE"));
        Assert.Equal(1, Counted("DROP"));
    }

    [Fact]
    public void A_command_counts_that_fails_when_its_context_has_been_disposed_of()
    {
        Execute("SELECT 1");
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        var disposal = new DisposalInterceptor();
        var context = new DbContext(new DbContextOptionsBuilder()
            .UseSqlite(connection).UseInternalServiceProvider(_services).AddInterceptors(disposal).Options);

        Assert.Throws<SqliteException>(() => context.Database.ExecuteSqlRaw("DELETE FROM nothing"));

        Assert.Equal(1, Counted("DELETE"));
    }

    [Fact]
    public void A_context_with_a_property_of_the_same_name_is_read_as_any_other()
    {
        var options = new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").UseInternalServiceProvider(_services).Options;
        using var context = new HidingContext(options);
        DbContext plain = context;
        plain.Database.ExecuteSqlRaw("SELECT 1");

        Assert.Throws<SqliteException>(() => plain.Database.ExecuteSqlRaw("DELETE FROM nothing"));
        _told.Clear();
        plain.Database.ExecuteSqlRaw("SELECT 1");

        Assert.Equal(2, Counted("SELECT"));
        Assert.Equal([EfCoreEvent.ConnectionOpened, EfCoreEvent.CommandExecuted], _told);
    }

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore.Database.Command.DataReaderDisposing")]
    [InlineData("Microsoft.EntityFrameworkCore.Database.Connection.ConnectionClosing")]
    [InlineData("Microsoft.EntityFrameworkCore.Infrastructure.ContextDisposed")]
    public void A_mark_that_no_driver_has_taken_ends_with_a_question_that_allocates_no_event(string name)
    {
        EfCoreFlow.Enter(isAsync: false);

        Assert.False(_observer.Wants(name));

        Assert.False(EfCoreFlow.TakeMeasurement());
    }

    [Theory]
    [InlineData("Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted")]
    [InlineData("Microsoft.EntityFrameworkCore.Database.Command.DataReaderClosing")]
    public void A_mark_lasts_while_EF_Core_asks_for_what_a_driver_is_between(string name)
    {
        EfCoreFlow.Enter(isAsync: false);

        Assert.True(_observer.Wants(name));

        Assert.True(EfCoreFlow.TakeMeasurement());
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _services.Dispose();
    }

    private long Counted(string operation) =>
        Samples.Of(_families.OperationDuration).Count(("db_operation_name", operation));

    /// <summary>Sends each text by one context; what fails is passed over.</summary>
    private void Execute(params string[] texts)
    {
        var options = new DbContextOptionsBuilder().UseSqlite("Data Source=:memory:").UseInternalServiceProvider(_services).Options;
        using var context = new DbContext(options);
        foreach (var text in texts)
        {
            try
            {
                context.Database.ExecuteSqlRaw(text);
            }
            catch (SqliteException)
            {
            }
        }
    }
}
