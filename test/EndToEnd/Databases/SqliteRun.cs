using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A host with EF Core 6 and a new SQLite file that holds one blog.</summary>
public sealed class SqliteRun : IAsyncLifetime
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    internal AppProcess App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var variables = DropIn.Variables();
        variables["ConnectionStrings__Data"] = $"Data Source={Path.Combine(_folder, "data.db")}";
        App = await AppProcess.StartAsync("DataSqlite", variables);
        await App.SendAsync("POST", "/insert");
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
