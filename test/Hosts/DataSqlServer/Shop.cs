using Microsoft.Data.SqlClient;

namespace DataSqlServer;

/// <summary>The application's database.</summary>
public sealed class Shop(IConfiguration configuration)
{
    public string ConnectionString { get; } = configuration.GetConnectionString("Data")!;

    public async Task<SqlConnection> OpenAsync()
    {
        var connection = new SqlConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public SqlConnection Open()
    {
        var connection = new SqlConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    public async Task<int> ExecuteAsync(string statement, CancellationToken cancellation = default)
    {
        await using var connection = await OpenAsync();
        await using var command = new SqlCommand(statement, connection);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public int Execute(string statement)
    {
        using var connection = Open();
        using var command = new SqlCommand(statement, connection);
        return command.ExecuteNonQuery();
    }
}
