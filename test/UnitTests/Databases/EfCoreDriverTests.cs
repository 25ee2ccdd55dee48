using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.Databases;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

public class EfCoreDriverTests
{
    private readonly EfCoreDriver _driver = new();

    [Fact]
    public void A_driver_that_is_not_known_is_taken_for_one_that_measures_commands() => AssertIs(null, true, false);

    [Fact]
    public void Sqlite_tells_nothing_itself() => AssertIs(new SqliteConnection(), false, false);

    // Its commands are asked for nevertheless: models read them.
    [Fact]
    public void SqlClient_tells_of_connections() => AssertIs(new SqlConnection("db", "shop"), false, true);

    [Fact]
    public void The_first_connection_tells_for_good()
    {
        _driver.Learn(new SqliteConnection(), null);

        AssertIs(new SqlConnection("db", "shop"), false, false);
    }

    private void AssertIs(DbConnection? connection, bool measuresCommands, bool measuresConnections)
    {
        _driver.Learn(connection, null);

        Assert.Equal(connection is not null, _driver.IsKnown);
        Assert.Equal((measuresCommands, measuresConnections), (_driver.MeasuresCommands, _driver.MeasuresConnections));
    }
}
