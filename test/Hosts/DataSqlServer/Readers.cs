using Microsoft.Data.SqlClient;

namespace DataSqlServer;

/// <summary>Readers that are read slowly, or not to their end.</summary>
public static class Readers
{
    public static void MapReaders(this WebApplication app)
    {
        app.MapGet("/slow-reader", (Shop shop) =>
        {
            using var connection = shop.Open();
            using var command = new SqlCommand("SELECT Id, Name FROM Rows_3", connection);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                Thread.Sleep(100);
            }
        });
        app.MapGet("/slow-reader-async", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var command = new SqlCommand("SELECT Id, Name FROM Rows_3", connection);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                await Task.Delay(100);
            }
        });
        app.MapGet("/abandoned-reader", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var command = new SqlCommand("SELECT Id, Name FROM Rows_5000", connection);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            return reader.GetString(1);
        });
        app.MapGet("/cancelled-reader", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var command = new SqlCommand("SELECT Id, Name FROM Rows_5000", connection);
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            command.Cancel();
            return reader.GetString(1);
        });
    }
}
