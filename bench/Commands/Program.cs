// What the drop-in costs a database command: processor time and allocated bytes, without and with it, turn by turn in one run.
//   dotnet run -c Release --project bench/Commands -- [rounds] [commands a round]
using System.Globalization;
using AspNetCorePrometheus.Bench.Commands;
using AspNetCorePrometheus.EndToEnd.Support;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5000;
var folder = Tree.NewTemporaryFolder();
await using (var pair = await CommandPair.StartAsync(
    "DataSqlite", $"Data Source={Path.Combine(folder, "bare.db")}", $"Data Source={Path.Combine(folder, "with.db")}"))
{
    await pair.ReportAsync("EF Core 6 query, SQLite", "query", rounds, count);
    await pair.ReportAsync("EF Core 6 query, SQLite, blocking", "query-sync", rounds, count);
}

await using var server = await PostgresServer.StartAsync();
await using (var pair = await CommandPair.StartAsync("DataPostgres", server.ConnectionString("bare"), server.ConnectionString("with")))
{
    await pair.ReportAsync("EF Core 10 query, PostgreSQL", "query", rounds, count);
    await pair.ReportAsync("EF Core 10 query, blocking", "query-sync", rounds, count);
    await pair.ReportAsync("Npgsql 10 command", "raw", rounds, count);
}

Directory.Delete(folder, recursive: true);
