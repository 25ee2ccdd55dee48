using AspNetCorePrometheus.Instrumentation.Models;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Models;

public sealed class BulkCommandTests
{
    private static readonly string[] Tables = ["Notes", "shop.Orders"];

    [Theory]
    [InlineData("DELETE FROM \"Notes\" AS \"n\"\nWHERE \"n\".\"Id\" > 1", true, "Notes")]
    [InlineData("-- nightly\n-- clean-up\n\nDELETE FROM \"Notes\" AS \"n\"", true, "Notes")]
    [InlineData("-- DELETE later\n\nUPDATE \"Notes\" AS \"n\"\nSET \"Text\" = 'x'", false, "Notes")]
    [InlineData("DELETE FROM [o]\nFROM [shop].[Orders] AS [o]", true, "shop.Orders")]
    [InlineData("UPDATE [o]\r\nSET [o].[Total] = 0\r\nFROM [shop].[Orders] AS [o]", false, "shop.Orders")]
    [InlineData("DELETE FROM \"Other\"", true, null)]
    public void A_command_tells_its_verb_and_its_table(string text, bool isDelete, string? table)
    {
        Assert.Equal(isDelete, BulkCommand.IsDelete(text));
        Assert.Equal(table, BulkCommand.Table(text, Tables));
    }
}
