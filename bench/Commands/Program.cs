// What the drop-in costs a database command: processor time and allocated bytes, without and with it, turn by turn in one run.
//   dotnet run -c Release --project bench/Commands -- [rounds] [commands a round]
using System.Globalization;
using AspNetCorePrometheus.Bench.Commands;
using AspNetCorePrometheus.EndToEnd.Support;

var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 500;
var folder = Tree.NewTemporaryFolder();
await using (var hosts = await CommandHosts.StartAsync("DataSqlite", name => $"Data Source={Path.Combine(folder, name + ".db")}"))
{
    await hosts.ReportAsync("EF Core 6 query, SQLite", "query", rounds, count);
    await hosts.ReportAsync("EF Core 6 query, SQLite, blocking", "query-sync", rounds, count);
}

await using var server = await PostgresServer.StartAsync();
await using (var hosts = await CommandHosts.StartAsync("DataPostgres", name => server.ConnectionString(name)))
{
    await hosts.ReportAsync("EF Core 10 query, PostgreSQL", "query", rounds, count);
    await hosts.ReportAsync("EF Core 10 query, blocking", "query-sync", rounds, count);
    await hosts.ReportAsync("Npgsql 10 command", "raw", rounds, count);
}

Directory.Delete(folder, recursive: true);
