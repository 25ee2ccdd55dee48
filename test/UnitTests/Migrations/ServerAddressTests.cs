using AspNetCorePrometheus.Instrumentation.Migrations;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public class ServerAddressTests
{
    [Theory]
    [InlineData("tcp://db.example:5432", "db.example")]
    [InlineData("tcp://127.0.0.1:5432", "127.0.0.1")]
    [InlineData("db.example", "db.example")]
    [InlineData("tcp:db.example,1433", "db.example")]
    [InlineData(@"db.example\SQLEXPRESS,1433", "db.example")]
    [InlineData("[::1]:5432", "::1")]
    [InlineData("::1", "::1")]
    [InlineData("/var/run/postgresql/.s.PGSQL.5432", "/var/run/postgresql/.s.PGSQL.5432")]
    [InlineData("", "")]
    public void The_host_is_told_from_protocol_instance_and_port(string source, string expected) =>
        Assert.Equal(expected, ServerAddress.Of(source));
}
