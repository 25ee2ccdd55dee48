using System.Data;
using Microsoft.Data.SqlClient;

namespace DataSqlServer;

/// <summary>Statements in each way that SqlClient sends one.</summary>
public static class Statements
{
    public static void MapStatements(this WebApplication app)
    {
        app.MapGet("/select", (Shop shop) =>
        {
            using var connection = shop.Open();
            using var command = new SqlCommand("SELECT Id FROM Products", connection);
            return command.ExecuteScalar();
        });
        app.MapGet("/select-async", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var command = new SqlCommand("SELECT Id FROM Products", connection);
            return await command.ExecuteScalarAsync();
        });
        app.MapGet("/parameters", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var command = new SqlCommand("SELECT Id FROM Products WHERE Name = @name AND Price < @price", connection);
            command.Parameters.AddWithValue("@name", "pen");
            command.Parameters.AddWithValue("@price", 5);
            return await command.ExecuteScalarAsync();
        });
        app.MapGet("/procedure", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var command = new SqlCommand("dbo.CloseYear", connection) { CommandType = CommandType.StoredProcedure };
            command.Parameters.AddWithValue("@year", 2025);
            return await command.ExecuteNonQueryAsync();
        });
        app.MapGet("/exec", (Shop shop) => shop.ExecuteAsync("EXEC dbo.CloseYear 2025"));
        app.MapGet("/batch", (Shop shop) => shop.ExecuteAsync("SET NOCOUNT ON;\nUPDATE Products SET Price = 1;\nSELECT 1"));
        app.MapGet("/adapter", (Shop shop) =>
        {
            using var adapter = new SqlDataAdapter("SELECT Id, Name FROM Rows_7", shop.ConnectionString);
            using var table = new DataTable();
            return adapter.Fill(table);
        });
        app.MapPost("/insert", (Shop shop) => shop.Execute("INSERT INTO Products (Name) VALUES (N'pen')"));
        app.MapPost("/insert-async", (Shop shop) => shop.ExecuteAsync("INSERT INTO Products (Name) VALUES (N'pen')"));
        app.MapPost("/update-async", (Shop shop) => shop.ExecuteAsync("UPDATE Products SET Price = 2 WHERE Price = 1"));
        app.MapPost("/delete-async", (Shop shop) => shop.ExecuteAsync("DELETE FROM Products WHERE Price > 5"));
        app.MapPost("/sql", async (HttpRequest request, Shop shop) =>
        {
            using var text = new StreamReader(request.Body);
            return await shop.ExecuteAsync(await text.ReadToEndAsync());
        });
        app.MapGet("/failing", (Shop shop) => shop.Execute("DELETE FROM NoSuchTable"));
        app.MapGet("/failing-async", (Shop shop) => shop.ExecuteAsync("DELETE FROM NoSuchTable"));
        app.MapGet("/use", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await connection.ChangeDatabaseAsync("archive");
            await using var command = new SqlCommand("SELECT Id FROM Products", connection);
            return await command.ExecuteScalarAsync();
        });
    }
}
