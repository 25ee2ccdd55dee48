using Microsoft.Data.SqlClient;

namespace DataSqlServer;

/// <summary>Commands that do not come to their end.</summary>
public static class Interruptions
{
    private const string Slow = "WAITFOR DELAY '00:00:20'";

    public static void MapInterruptions(this WebApplication app)
    {
        app.MapGet("/cancelled", async (Shop shop) =>
        {
            using var source = new CancellationTokenSource(100);
            await shop.ExecuteAsync(Slow, source.Token);
        });
        app.MapGet("/cancelled-by-command", (Shop shop) =>
        {
            using var connection = shop.Open();
            using var command = new SqlCommand(Slow, connection);
            using var timer = new Timer(_ => command.Cancel(), null, 100, Timeout.Infinite);
            command.ExecuteNonQuery();
        });
        app.MapGet("/never-sent", (Shop shop) => shop.ExecuteAsync("SELECT 1", new CancellationToken(canceled: true)));
        app.MapGet("/timeout", async (Shop shop) =>
        {
            await using var connection = await shop.OpenAsync();
            await using var command = new SqlCommand(Slow, connection) { CommandTimeout = 1 };
            await command.ExecuteNonQueryAsync();
        });
        app.MapGet("/cut", (Shop shop) => shop.Execute("SELECT Id FROM CutOff"));
        app.MapGet("/cut-async", (Shop shop) => shop.ExecuteAsync("SELECT Id FROM CutOff"));
    }
}
