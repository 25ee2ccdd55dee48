using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A host with EF Core on a new SQLite file that holds one blog.</summary>
public abstract class SqliteRun(string host) : IAsyncLifetime
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    internal AppProcess App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // Who finds the file locked waits that long: no operation of the tests fails for it.
        App = await AppProcess.StartWithDropInAndAsync(
            host,
            [
                ("ConnectionStrings__Data", $"Data Source={Path.Combine(_folder, "data.db")};Default Timeout=120"),
                ("Logging__LogLevel__Default", "None"),
            ]);
        await App.SendAsync("POST", "/insert");
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
