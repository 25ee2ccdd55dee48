using Microsoft.Data.SqlClient;

namespace DataSqlServer;

/// <summary>Transactions and their ends.</summary>
public static class Transactions
{
    public static void MapTransactions(this WebApplication app)
    {
        app.MapPost("/transaction/{end}", async (Shop shop, string end) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var transaction = connection.BeginTransaction();
            await using var command = new SqlCommand("INSERT INTO Products (Name) VALUES (N'pen')", connection, transaction);
            await command.ExecuteNonQueryAsync();
            switch (end)
            {
                case "commit":
                    transaction.Commit();
                    break;
                case "rollback":
                    transaction.Rollback();
                    break;
            }
        });
        app.MapPost("/deadlock", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var transaction = connection.BeginTransaction();
            await using var command = new SqlCommand("UPDATE Deadlocked SET Name = N'pen'", connection, transaction);
            await command.ExecuteNonQueryAsync();
            transaction.Commit();
        });
    }
}
