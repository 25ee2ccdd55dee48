using System.Data;
using Npgsql;

var app = WebApplication.CreateBuilder(args).Build();
var connection = app.Configuration.GetConnectionString("Data")!;
await RunAsync("CREATE TABLE IF NOT EXISTS notes (id serial PRIMARY KEY, text text NOT NULL)");

app.MapGet("/select", () => RunAsync("SELECT 1"));
app.MapPost("/insert", () => RunAsync("INSERT INTO notes (text) VALUES ('note')"));
app.MapPost("/update", () => RunAsync("UPDATE notes SET text = 'other' WHERE id = 1"));
app.MapPost("/delete", () => RunAsync("DELETE FROM notes"));
app.MapGet("/failing", () => RunAsync("DELETE FROM no_such_table"));
app.MapGet("/select-sync", () =>
{
    using var opened = new NpgsqlConnection(connection);
    opened.Open();
    using var command = new NpgsqlCommand("SELECT 1", opened);
    command.ExecuteScalar();
});
app.MapPost("/rolled-back", async () =>
{
    await using var opened = await OpenAsync();
    await using var transaction = await opened.BeginTransactionAsync();
    await using var command = new NpgsqlCommand("INSERT INTO notes (text) VALUES ('gone')", opened, transaction);
    await command.ExecuteNonQueryAsync();
    await transaction.RollbackAsync();
});
app.MapGet("/slow-reader", async () =>
{
    await using var opened = await OpenAsync();
    await using var command = new NpgsqlCommand("SELECT generate_series(1, 3)", opened);
    await using var reader = await command.ExecuteReaderAsync();
    while (await reader.ReadAsync())
    {
        await Task.Delay(50);
    }
});
app.MapGet("/abandoned-reader", async () =>
{
    await using var opened = await OpenAsync();
    await using var command = new NpgsqlCommand("SELECT generate_series(1, 100000)", opened);
    var reader = await command.ExecuteReaderAsync(CommandBehavior.Default);
    await reader.ReadAsync();
});
app.MapPost("/batch", async () =>
{
    await using var opened = await OpenAsync();
    await using var batch = new NpgsqlBatch(opened) { BatchCommands = { new("SELECT 1"), new("SELECT 2") } };
    await batch.ExecuteNonQueryAsync();
});
app.MapGet("/refused-login", async () =>
{
    var refused = new NpgsqlConnectionStringBuilder(connection) { Username = "nobody", Password = "never-shown" };
    await using var opened = new NpgsqlConnection(refused.ConnectionString);
    await opened.OpenAsync();
});
app.Run();

async Task<NpgsqlConnection> OpenAsync()
{
    var opened = new NpgsqlConnection(connection);
    await opened.OpenAsync();
    return opened;
}

async Task RunAsync(string text)
{
    await using var opened = await OpenAsync();
    await using var command = new NpgsqlCommand(text, opened);
    await command.ExecuteNonQueryAsync();
}
