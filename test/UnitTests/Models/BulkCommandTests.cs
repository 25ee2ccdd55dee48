using AspNetCorePrometheus.Instrumentation.Models;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Models;

public sealed class BulkCommandTests
{
    private static readonly TableName[] Tables =
        [new(null, "Notes"), new("shop", "Orders"), new("old", "Orders"), new("shop", "my.\"table]"), new("shop", "o"), new(null, "lower_case")];

    [Theory]
    [InlineData("DELETE FROM \"Notes\" AS \"n\"\nWHERE \"n\".\"Id\" > 1", true, null, "Notes")]
    [InlineData("-- nightly\n-- clean-up\n\nDELETE FROM \"Notes\" AS \"n\"", true, null, "Notes")]
    [InlineData("-- DELETE later\n\nUPDATE \"Notes\" AS \"n\"\nSET \"Text\" = 'x'", false, null, "Notes")]
    [InlineData("DELETE FROM lower_case AS l", true, null, "lower_case")]
    [InlineData("DELETE FROM \"Other\"", true, null, null)]
    [InlineData("DELETE FROM [other].[Notes]", true, null, null)]
    [InlineData("DELETE FROM [o]\nFROM [shop].[Orders] AS [o]", true, "shop", "Orders")]
    [InlineData("DELETE FROM [o]\nFROM [old].[Orders] AS [o]", true, "old", "Orders")]
    [InlineData("DELETE FROM [o]\nFROM [old].[Orders] AS [o]\nINNER JOIN [shop].[Orders] AS [o0] ON 1 = 1", true, "old", "Orders")]
    [InlineData("UPDATE [o]\r\nSET [o].[Total] = 0\r\nFROM [shop].[Orders] AS [o]", false, "shop", "Orders")]
    [InlineData("UPDATE [o]\nSET [o].[Text] = N' FROM [shop].[Orders] AS [o]'\nFROM [old].[Orders] AS [o]", false, "old", "Orders")]
    [InlineData("DELETE TOP(5) FROM [o]\nFROM [old].[Orders] AS [o]", true, "old", "Orders")]
    [InlineData("DELETE TOP(@p)\nFROM [o]\nFROM [old].[Orders] AS [o]", true, "old", "Orders")]
    [InlineData("UPDATE TOP (@p) [o]\nSET [o].[Total] = 0\nFROM [shop].[Orders] AS [o]", false, "shop", "Orders")]
    [InlineData("DELETE `o` FROM `old`.`Orders` AS `o`", true, "old", "Orders")]
    [InlineData("UPDATE \"shop\".\"my.\"\"table]\" AS m SET x = 1", false, "shop", "my.\"table]")]
    [InlineData("DELETE FROM [m]\nFROM [shop].[my.\"table]]] AS [m]", true, "shop", "my.\"table]")]
    public void A_command_tells_its_verb_and_its_table(string text, bool isDelete, string? schema, string? table)
    {
        Assert.Equal(isDelete, BulkCommand.IsDelete(text));
        Assert.Equal(table is null ? null : new TableName(schema, table), BulkCommand.Table(text, Tables));
    }
}
