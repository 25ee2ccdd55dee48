using System.Data;
using AspNetCorePrometheus.Instrumentation.Databases;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

public class CommandTextTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT")]
    [InlineData("  \r\n select\n1", "SELECT")]
    [InlineData("-- DELETE\n/* UPDATE */ INSERT INTO t VALUES (1)", "INSERT")]
    [InlineData("(SELECT 1) UNION (SELECT 2)", "SELECT")]
    [InlineData("WITH a AS (SELECT 1), b (x) AS (DELETE FROM t RETURNING x) UPDATE t SET x = 1", "UPDATE")]
    [InlineData("WITH RECURSIVE \"delete\" AS (SELECT ')' -- )\n) SELECT 1", "SELECT")]
    [InlineData("WITH delete AS (DELETE FROM t RETURNING x) SELECT x FROM delete", "SELECT")]
    [InlineData("WITH RECURSIVE insert(x) AS (SELECT 1, 2), update AS (SELECT 3) DELETE FROM t", "DELETE")]
    [InlineData("WITH a AS (SELECT 1, 2) UPDATE t SET x = 1", "UPDATE")]
    [InlineData("SET NOCOUNT ON;\nINSERT INTO [t] VALUES (1);", "INSERT")]
    [InlineData("SET IMPLICIT_TRANSACTIONS OFF;\nSET NOCOUNT ON;\nMERGE t USING s", "MERGE")]
    [InlineData("SET NOCOUNT ON;\nDECLARE @inserted TABLE ([Id] int);\nMERGE [t] USING s", "MERGE")]
    [InlineData("DECLARE @id int = 1 SELECT @id", "DECLARE")]
    [InlineData("DECLARE c CURSOR FOR SELECT 1", "DECLARE")]
    [InlineData("SET search_path TO x", "SET")]
    [InlineData("SET search_path TO ';';", "SET")]
    [InlineData("INSERT INTO t VALUES (1); UPDATE t SET x = 1", "INSERT")]
    [InlineData("EXECUTE proc", "EXEC")]
    [InlineData("START TRANSACTION", "BEGIN")]
    [InlineData("secret_table", "OTHER")]
    [InlineData("", "OTHER")]
    [InlineData("/* not closed", "OTHER")]
    [InlineData("WITH a AS (", "OTHER")]
    [InlineData("WITH a AS (SELECT x #>> '{a,b}' AS y FROM t) DELETE FROM t", "DELETE")]
    [InlineData("WITH a AS (SELECT x #> '{a}' FROM t), b AS (SELECT 1) UPDATE t SET x = 1", "UPDATE")]
    [InlineData("SET @x = (SELECT 1 FROM #temp); INSERT INTO t VALUES (1)", "INSERT")]
    [InlineData("# SELECT\nDELETE FROM t", "SELECT")]
    public void The_operation_is_the_first_keyword_that_does_something(string text, string operation) =>
        Assert.Equal(operation, OperationNames.All[CommandText.Operation(text, hasHashComments: false)]);

    [Theory]
    [InlineData("# SELECT\nDELETE FROM t", "DELETE")]
    [InlineData("WITH a AS (SELECT 1 # ) INSERT\n) UPDATE t SET x = 1", "UPDATE")]
    public void A_hash_begins_a_comment_of_MySQL(string text, string operation) =>
        Assert.Equal(operation, OperationNames.All[CommandText.Operation(text, hasHashComments: true)]);

    [Fact]
    public void A_procedure_is_executed_whatever_its_name_is() =>
        Assert.Equal("EXEC", OperationNames.All[CommandText.Operation("select", CommandType.StoredProcedure, hasHashComments: false)]);
}
