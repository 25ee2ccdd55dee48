using Microsoft.Data.SqlClient;

namespace DataSqlServer;

/// <summary>Operations that answer how they have ended: <c>ok</c>, or what has failed and with which exception.</summary>
public static class Outcomes
{
    private const string Slow = "UPDATE Products SET Price = 2; WAITFOR DELAY '00:00:00.050'";

    public static void MapOutcomes(this WebApplication app)
    {
        var group = app.MapGroup("/outcome");
        group.MapGet("/insert", (Shop shop) => OfAsync(shop.OpenAsync, "INSERT INTO Products (Name) VALUES (N'pen')"));
        group.MapGet("/slow", (Shop shop) => OfAsync(shop.OpenAsync, Slow));
        group.MapGet("/sync", (Shop shop) => Of(shop.Open, "DELETE FROM Products WHERE Price > 5"));
        group.MapGet("/slow-sync", (Shop shop) => Of(shop.Open, Slow));
    }

    private static async Task<string> OfAsync(Func<Task<SqlConnection>> open, string statement)
    {
        var doing = "opening ";
        try
        {
            await using var connection = await open();
            doing = "command ";
            await using var command = new SqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
            return "ok";
        }
        catch (Exception exception)
        {
            return doing + exception.GetType().FullName;
        }
    }

    private static string Of(Func<SqlConnection> open, string statement)
    {
        var doing = "opening ";
        try
        {
            using var connection = open();
            doing = "command ";
            using var command = new SqlCommand(statement, connection);
            command.ExecuteNonQuery();
            return "ok";
        }
        catch (Exception exception)
        {
            return doing + exception.GetType().FullName;
        }
    }
}
