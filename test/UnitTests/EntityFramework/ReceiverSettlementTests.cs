using System.Data.Common;
using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Models;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

/// <summary>The product's own receivers, subscribed to the events of EF Core 6 on SQLite.</summary>
public sealed class ReceiverSettlementTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddEntityFrameworkSqlite().BuildServiceProvider();

    [Fact]
    public void That_of_databases_settles_with_its_first_command()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        var settled = Settled(Databases(), connection, commands: 1);

        AssertWanted(settled, EfCoreEvent.CommandExecuted, EfCoreEvent.CommandError, EfCoreEvent.ConnectionOpened, EfCoreEvent.QueryFailed);
        AssertNotWanted(settled, EfCoreEvent.CommandExecuting, EfCoreEvent.StateChanged, EfCoreEvent.Other);
    }

    [Fact]
    public void That_of_models_settles_with_its_first_command()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        var settled = Settled(new ModelReceiver(new ModelListener(new ModelFamilies(TestSettings.Of()))), connection, commands: 1);

        AssertWanted(settled, EfCoreEvent.CommandExecuted, EfCoreEvent.CommandError, EfCoreEvent.StateChanged, EfCoreEvent.SavepointCreated);
        AssertNotWanted(settled, EfCoreEvent.CommandExecuting, EfCoreEvent.ConnectionOpened, EfCoreEvent.Other);
    }

    [Theory]
    [InlineData("Npgsql", 8, false)]
    [InlineData("Npgsql", 10, false)]
    [InlineData("Npgsql", 7, true)]
    [InlineData("MySqlConnector", 2, true)]
    public void That_of_databases_settles_unless_the_driver_measures_commands_itself(string driver, int major, bool settles)
    {
        using var connection = DriverAssembly.Connection(driver, major);

        Assert.Equal(settles, Settled(Databases(), connection, commands: 5) is not null);
    }

    public void Dispose() => _services.Dispose();

    private static EfCoreDatabaseListener Databases()
    {
        var families = new DatabaseFamilies(TestSettings.Of());
        return new(new DatabaseTargets(families, new ErrorCodes()), new EfCoreSaveListener(families), new OpenQueries());
    }

    private static void AssertWanted(EfCoreEventSet? settled, params EfCoreEvent[] events) =>
        Assert.All(events, one => Assert.True(settled!.Has(one), one.ToString()));

    private static void AssertNotWanted(EfCoreEventSet? settled, params EfCoreEvent[] events) =>
        Assert.All(events, one => Assert.False(settled!.Has(one), one.ToString()));

    // What the receiver wants after so many commands, if it is settled: the same as it answers.
    private EfCoreEventSet? Settled(IEfCoreReceiver receiver, DbConnection connection, int commands)
    {
        Assert.Null(receiver.Settled);
        var observer = new EfCoreObserver(new GuardedEfCoreReceiver(new StandInInstrumentation("settlement", receiver)));
        using var subscription = ((DiagnosticListener)_services.GetRequiredService<DiagnosticSource>()).Subscribe(observer, observer.Wants);
        using var context = new DbContext(new DbContextOptionsBuilder().UseSqlite(connection).UseInternalServiceProvider(_services).Options);
        for (var i = 0; i < commands; i++)
        {
            context.Database.ExecuteSqlRaw("SELECT 1");
        }

        if (receiver.Settled is { } settled)
        {
            Assert.All(Enum.GetValues<EfCoreEvent>(), one => Assert.Equal(receiver.Wants(one), settled.Has(one)));
        }

        return receiver.Settled;
    }
}
