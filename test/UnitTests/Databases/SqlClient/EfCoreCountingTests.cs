using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases.SqlClient;

public class EfCoreCountingTests
{
    private readonly DatabaseFamilies _families = new(TestSettings.Of());

    [Fact]
    public void What_EF_Core_tells_of_SqlClient_is_SqlClients_to_count()
    {
        using var connection = new SqlConnection("sql.example", "shop");
        using var command = connection.CreateCommand();
        Tell(connection, command);

        Assert.Equal((0, 0, 0), Counted());
    }

    [Fact]
    public void What_EF_Core_tells_of_another_driver_counts()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        Tell(connection, command);

        Assert.Equal((2, 1, 1), Counted());
    }

    private void Tell(DbConnection connection, DbCommand command)
    {
        var listener = new EfCoreDatabaseListener(
            new DatabaseTargets(_families, new ErrorCodes()), new EfCoreSaveListener(_families), new OpenQueries());
        var duration = TimeSpan.FromSeconds(1);
        Exception failure = new InvalidOperationException();
        object? context = null;
        listener.Receive(EfCoreEvent.CommandExecuted, new { Command = command, Context = context, CommandSource = 0, Duration = duration });
        listener.Receive(EfCoreEvent.CommandError, new { Command = command, Context = context, Exception = failure, Duration = duration });
        listener.Receive(EfCoreEvent.ConnectionOpened, new { Connection = connection, Context = context, Duration = duration });
        listener.Receive(
            EfCoreEvent.ConnectionError, new { Connection = connection, Context = context, Exception = failure, Duration = duration });
    }

    private (long Operations, long Opened, long NotOpened) Counted() => (
        Samples.Of(_families.OperationDuration).Count(),
        Samples.Of(_families.ConnectionWaitTime).Count(),
        Samples.Of(_families.ConnectionCreateTime).Count());
}
