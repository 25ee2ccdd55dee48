using MySqlConnector;

var app = WebApplication.CreateBuilder(args).Build();
var connection = app.Configuration.GetConnectionString("Data")!;
app.MapGet("/select", async () =>
{
    await using var opened = new MySqlConnection(connection);
    await opened.OpenAsync();
    await using var command = new MySqlCommand("SELECT 1", opened);
    await command.ExecuteScalarAsync();
});
app.Run();
