using System.Globalization;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A PostgreSQL server of a test's own, on a free loopback port, in a temporary folder.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ChildProcess _process;

    private PostgresServer(string folder, ChildProcess process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>A connection string for a database of this name, with a password that must never be seen on the page.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Password=not-for-labels;Database={database}";

    public static async Task<PostgresServer> StartAsync()
    {
        var folder = Tree.NewTemporaryFolder();
        var data = Path.Combine(folder, "data");
        await RunAsync(["chown", "postgres", folder]);
        await RunAsync(Command("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-N"]));
        var port = Ports.Free();
        var command = Command("postgres",
        [
            "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "fsync=off",
        ]);
        var server = new PostgresServer(folder, ChildProcess.Start(command[0], command[1..], "/"), port);
        return await Deadline.MetAsync(() => Ports.AcceptsAsync(port))
            ? server
            : throw new InvalidOperationException($"PostgreSQL did not start\n{server._process.Transcript}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The server refuses to run as root.
    private static string[] Command(string program, string[] arguments) =>
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", Path.Combine(Binaries(), program), .. arguments];

    private static string Binaries() =>
        Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Order(StringComparer.Ordinal).Last();

    private static async Task RunAsync(string[] command)
    {
        await using var process = await ChildProcess.RunAsync(command[0], command[1..], "/");
        if (await process.ExitCodeAsync(Deadline.Default) != 0)
        {
            throw new InvalidOperationException($"{command[0]} failed\n{process.Transcript}");
        }
    }
}
