namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A real MariaDB on a free loopback port with a folder of its own.</summary>
internal sealed class MariaDbServer : IAsyncDisposable
{
    private const string Owner = "mysql";

    private readonly ChildProcess _process;
    private readonly string _folder;

    private MariaDbServer(ChildProcess process, int port, string folder)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>What an application sets to reach the server.</summary>
    public string ConnectionString =>
        $"Server=127.0.0.1;Port={Port};Database=mysql;User ID={Owner};Password=never-shown;SslMode=None";

    public static async Task<MariaDbServer> StartAsync()
    {
        var folder = Tree.NewTemporaryFolder();
        var data = Path.Combine(folder, "data");
        var grants = Path.Combine(folder, "grants.sql");
        await File.WriteAllTextAsync(
            grants, $"CREATE USER '{Owner}'@'127.0.0.1' IDENTIFIED BY 'never-shown'; GRANT SELECT ON *.* TO '{Owner}'@'127.0.0.1';");
        await RunAsync("chown", "-R", Owner, folder);
        await RunAsync(
            "mariadb-install-db", "--no-defaults", $"--datadir={data}", $"--user={Owner}", "--auth-root-authentication-method=normal",
            "--skip-test-db");
        var port = Ports.Free();
        var process = ChildProcess.Start(
            "mariadbd",
            [
                "--no-defaults", $"--datadir={data}", $"--port={port}", "--bind-address=127.0.0.1", $"--user={Owner}",
                $"--socket={Path.Combine(folder, "socket")}", $"--init-file={grants}", "--skip-name-resolve",
            ],
            "/");
        var server = new MariaDbServer(process, port, folder);
        if (await Deadline.MetAsync(() => Ports.AcceptsAsync(port)))
        {
            return server;
        }

        var transcript = process.Transcript;
        await server.DisposeAsync();
        throw new InvalidOperationException($"MariaDB did not start\n{transcript}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        await using var run = await ChildProcess.RunAsync(file, arguments, "/");
        if (await run.ExitCodeAsync(Deadline.Default) != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}\n{run.Transcript}");
        }
    }
}
