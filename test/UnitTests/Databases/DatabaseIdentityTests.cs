using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

public class DatabaseIdentityTests
{
    private const string Npgsql = "Npgsql.EntityFrameworkCore.PostgreSQL";
    private const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";
    private const string MySql = "Pomelo.EntityFrameworkCore.MySql";
    private const string Oracle = "Oracle.EntityFrameworkCore";
    private const string Unknown = "Somebody.EntityFrameworkCore";

    [Theory]
    [InlineData(Npgsql, "tcp://db.example:5433", "shop", "db.example", 5433)]
    [InlineData(Npgsql, "tcp://127.0.0.1:5432", "shop", "127.0.0.1", 5432)]
    [InlineData(Npgsql, "db.example", "shop", "db.example", 5432)]
    [InlineData(Npgsql, "[::1]:5433", "shop", "::1", 5433)]
    [InlineData(Npgsql, "::1", "shop", "::1", 5432)]
    [InlineData(Npgsql, "/var/run/postgresql/.s.PGSQL.5432", "shop", "/var/run/postgresql/.s.PGSQL.5432", null)]
    [InlineData(Npgsql, "", "shop", null, null)]
    [InlineData(MySql, "db.example", "shop", "db.example", 3306)]
    [InlineData(SqlServer, "db.example", "shop", "db.example", 1433)]
    [InlineData(SqlServer, "tcp:db.example,1434", "shop", "db.example", 1434)]
    [InlineData(SqlServer, @"db.example\SQLEXPRESS", "SQLEXPRESS|shop", "db.example", null)]
    [InlineData(SqlServer, @"db.example\SQLEXPRESS,1434", "SQLEXPRESS|shop", "db.example", 1434)]
    [InlineData(SqlServer, "(local)", "shop", "(local)", 1433)]
    [InlineData(SqlServer, @"(localdb)\MSSQLLocalDB", "MSSQLLocalDB|shop", "(localdb)", null)]
    [InlineData(SqlServer, @".\SQLEXPRESS", "SQLEXPRESS|shop", ".", null)]
    [InlineData(SqlServer, @"np:\\db.example\pipe\sql\query", "shop", "db.example", null)]
    [InlineData(SqlServer, "::1,1434", "shop", "::1", 1434)]
    [InlineData(Oracle, "db.example:1521/orcl", "shop", "db.example", 1521)]
    [InlineData(Oracle, "//db.example/orcl", "shop", "db.example", null)]
    [InlineData(Oracle, "(DESCRIPTION=(ADDRESS=(HOST=hidden)))", "shop", null, null)]
    [InlineData(Unknown, "https://db.example:8123", "shop", "db.example", 8123)]
    [InlineData(Unknown, "Server=hidden;Password=hidden", "shop", null, null)]
    [InlineData(Unknown, "https://ann:hidden@db.example", "shop", null, null)]
    public void Server_port_instance_and_database_are_told(string provider, string source, string? name, string? address, int? port)
    {
        using var connection = new StandInConnection(source, "shop");

        Assert.Equal(
            new DatabaseIdentity(DatabaseSystems.Of(connection, provider), name, address, port), DatabaseIdentity.Of(connection, provider));
    }

    [Theory]
    [InlineData("Uid=ann;Pwd=hidden")]
    [InlineData("ann:hidden@db.example/shop")]
    public void An_unknown_drivers_database_that_looks_like_a_connection_string_is_not_told(string database)
    {
        using var connection = new StandInConnection(string.Empty, database);

        Assert.Equal(new DatabaseIdentity("other_sql", null, null, null), DatabaseIdentity.Of(connection, Unknown));
    }

    [Theory]
    [InlineData("Data Source=/var/lib/shop.db;Password=hidden", "shop.db")]
    [InlineData("Data Source=file:shop.db?mode=ro", "shop.db")]
    [InlineData("Data Source=:memory:", ":memory:")]
    [InlineData("", ":memory:")]
    public void Of_SQLite_it_is_the_file(string connectionString, string name)
    {
        using var connection = new StandInConnection("main", "main", connectionString);

        Assert.Equal(
            new DatabaseIdentity("sqlite", name, null, null), DatabaseIdentity.Of(connection, "Microsoft.EntityFrameworkCore.Sqlite"));
    }

    [Fact]
    public void A_server_that_calls_itself_MariaDB_when_the_connection_is_open_is_one_from_then_on()
    {
        const string Text = "Server=db.example";
        using var closed = new MySqlStandInConnection(Text, version: "");
        using var open = new MySqlStandInConnection(Text, "11.4.2-MariaDB");
        var targets = new DatabaseTargets(new DatabaseFamilies(TestSettings.Of()), new ErrorCodes());

        Assert.Equal("mysql", targets.Of(closed, null).System);
        Assert.Equal("mariadb", targets.Of(open, null).System);
        Assert.Equal(new DatabaseIdentity("mariadb", "shop", "db.example", 3306), DatabaseIdentity.Of(open, null));
    }
}
