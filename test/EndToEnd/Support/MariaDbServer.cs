namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A real MariaDB on a free loopback port with a folder of its own.</summary>
internal sealed class MariaDbServer(LocalServer server) : IAsyncDisposable
{
    private const string Owner = "mysql";

    public int Port => server.Port;

    /// <summary>What an application sets to reach the server.</summary>
    public string ConnectionString =>
        $"Server=127.0.0.1;Port={server.Port};Database=mysql;User ID={Owner};Password=never-shown;SslMode=None";

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
        return new MariaDbServer(await LocalServer.StartAsync(
            "mariadbd",
            port,
            folder,
            [
                "--no-defaults", $"--datadir={data}", $"--port={port}", "--bind-address=127.0.0.1", $"--user={Owner}",
                $"--socket={Path.Combine(folder, "socket")}", $"--init-file={grants}", "--skip-name-resolve",
            ]));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task RunAsync(string file, params string[] arguments)
    {
        await using var run = await ChildProcess.RunAsync(file, arguments, "/");
        if (await run.ExitCodeAsync(Deadline.Default) != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}\n{run.Transcript}");
        }
    }
}
