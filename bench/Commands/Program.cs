// What the drop-in costs a database command: processor time and allocated bytes, without and with it, turn by turn in one run.
// The hosts are started several times, as two processes with the same code differ by as much as the drop-in costs.
//   dotnet run -c Release --project bench/Commands -- [starts] [rounds of a start] [commands of a round]
using AspNetCorePrometheus.Bench.Commands;
using AspNetCorePrometheus.Bench.Support;
using AspNetCorePrometheus.EndToEnd.Support;

var starts = args.Number(0, 7);
var rounds = args.Number(1, 15);
var count = args.Number(2, 500);
var folder = Tree.NewTemporaryFolder();
await using var server = await PostgresServer.StartAsync();
Command[] commands =
[
    new("EF Core 6 query, SQLite", "DataSqlite", "query"),
    new("EF Core 6 query, SQLite, blocking", "DataSqlite", "query-sync"),
    new("EF Core 10 query, PostgreSQL", "DataPostgres", "query"),
    new("EF Core 10 query, PostgreSQL, blocking", "DataPostgres", "query-sync"),
    new("Npgsql 10 command", "DataPostgres", "raw"),
];

for (var start = 0; start < starts; start++)
{
    foreach (var host in commands.GroupBy(command => command.Host))
    {
        await using var hosts = await CommandHosts.StartAsync(host.Key, Database);
        foreach (var command in host)
        {
            command.Costs.Add(await hosts.MeasureAsync(command.Path, rounds, count));
            command.InOne.Add(await hosts.MeasureInOneAsync(command.Path));
        }
    }
}

foreach (var command in commands)
{
    Console.WriteLine(command);
}

Directory.Delete(folder, recursive: true);

string Database(string host, string name) =>
    host == "DataSqlite" ? $"Data Source={Path.Combine(folder, name + ".db")}" : server.ConnectionString(name);
