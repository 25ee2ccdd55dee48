using Microsoft.Data.SqlClient;

namespace DataSqlServer;

/// <summary>Connections that are made, or not.</summary>
public static class Connections
{
    public static void MapConnections(this WebApplication app)
    {
        app.MapGet("/open/{name}", async (IConfiguration configuration, string name) =>
        {
            await using var connection = new SqlConnection(configuration.GetConnectionString(name));
            await connection.OpenAsync();
        });
        app.MapGet("/open-sync/{name}", (IConfiguration configuration, string name) =>
        {
            using var connection = new SqlConnection(configuration.GetConnectionString(name));
            connection.Open();
        });
        app.MapGet("/exhausted", async (Shop shop) =>
        {
            var settings = new SqlConnectionStringBuilder(shop.ConnectionString) { MaxPoolSize = 1, ConnectTimeout = 1 };
            await using var first = new SqlConnection(settings.ConnectionString);
            await first.OpenAsync();
            await using var second = new SqlConnection(settings.ConnectionString);
            await second.OpenAsync();
        });
        app.MapGet("/allocated/{commands:int}", (Shop shop, int commands) =>
        {
            using var connection = shop.Open();
            using var command = new SqlCommand("SELECT Id FROM Products", connection);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < commands; i++)
            {
                command.ExecuteNonQuery();
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / commands;
        });
    }
}
