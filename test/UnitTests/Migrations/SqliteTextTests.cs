using AspNetCorePrometheus.Instrumentation.Migrations;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public class SqliteTextTests
{
    [Theory]
    [InlineData("Data Source=:memory:", true)]
    [InlineData("DataSource=file::memory:", true)]
    [InlineData("Data Source=", true)]
    [InlineData("Data Source=a;Mode=Memory", true)]
    [InlineData("Data Source=a;Mode=Memory;Cache=Shared", false)]
    [InlineData("Data Source=file:a?mode=memory&cache=shared", false)]
    [InlineData("Filename=a.db", false)]
    [InlineData("Name=ConnectionStrings:Shop", false)]
    public void A_database_that_only_its_own_connection_sees_is_known(string text, bool isPrivate) =>
        Assert.Equal(isPrivate, SqliteText.IsPrivate(text));

    [Theory]
    [InlineData("Data Source=a.db", "Data Source=a.db;Mode=ReadOnly;Cache=Private;Pooling=False")]
    [InlineData("Data Source=a.db;Mode=ReadWriteCreate", "Data Source=a.db;Mode=ReadOnly;Cache=Private;Pooling=False")]
    [InlineData("Filename=a.db;Cache=Shared", "Filename=a.db;Cache=Private;Mode=ReadOnly;Pooling=False")]
    [InlineData("Data Source=file:a.db?cache=shared", "Data Source=\"file:a.db?cache=shared\";Mode=ReadOnly;Pooling=False")]
    [InlineData("Data Source=a;Mode=Memory;Cache=Shared", "Data Source=a;Mode=Memory;Cache=Shared")]
    [InlineData("Name=ConnectionStrings:Shop", "Name=ConnectionStrings:Shop")]
    public void A_file_is_opened_for_reading_only(string text, string expected) =>
        Assert.Equal(expected, SqliteText.ReadOnly(text, typeof(SqliteConnection)), ignoreCase: true);
}
