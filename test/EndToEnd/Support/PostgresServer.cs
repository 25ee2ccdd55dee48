namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A real PostgreSQL on a free loopback port with a folder of its own; it can be stopped and started again.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Superuser = "postgres";

    private readonly string _folder;
    private readonly string _programs;
    private ChildProcess? _process;

    private PostgresServer(string folder, string programs, int port)
    {
        _folder = folder;
        _programs = programs;
        Port = port;
    }

    public int Port { get; }

    private string Data => Path.Combine(_folder, "data");

    public static async Task<PostgresServer> StartAsync()
    {
        var programs = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last();
        var server = new PostgresServer(Tree.NewTemporaryFolder(), Path.Combine(programs, "bin"), Ports.Free());
        await RunAsync("chown", Superuser, server._folder);
        await server.RunAsOwnerAsync("initdb", "-D", server.Data, "-A", "trust", "-U", Superuser, "-N");
        await server.ResumeAsync();
        return server;
    }

    /// <summary>What an application sets to reach a database of this server.</summary>
    public string ConnectionString(string database, string user = Superuser) =>
        $"Host=127.0.0.1;Port={Port};Database={database};Username={user};Password=never-shown;Timeout=5";

    /// <summary>Runs a statement, as another program would. Answers what it wrote.</summary>
    public async Task<string> ExecuteAsync(string database, string statement)
    {
        await using var run = await RunAsync(
            Path.Combine(_programs, "psql"),
            "-h", "127.0.0.1", "-p", $"{Port}", "-U", Superuser, "-d", database, "-v", "ON_ERROR_STOP=1", "-At", "-c", statement);
        return string.Join('\n', run.OutputLines);
    }

    /// <summary>Stops the server as an administrator who does not wait for its clients would.</summary>
    public async Task StopAsync()
    {
        await RunAsOwnerAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Starts the server, at first or again, with the same data on the same port.</summary>
    public async Task ResumeAsync()
    {
        _process = Start(
            "postgres", "-D", Data, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "fsync=off");
        if (!await Deadline.MetAsync(IsReadyAsync))
        {
            throw new InvalidOperationException($"PostgreSQL did not start\n{_process.Transcript}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<ChildProcess> RunAsync(string file, params string[] arguments)
    {
        var run = await ChildProcess.RunAsync(file, arguments, "/");
        return await run.ExitCodeAsync(Deadline.Default) == 0
            ? run
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)}\n{run.Transcript}");
    }

    // PostgreSQL refuses to run as root.
    private string[] AsOwner(string program, string[] arguments) =>
        Environment.UserName == "root"
            ? ["setpriv", $"--reuid={Superuser}", $"--regid={Superuser}", "--clear-groups", Path.Combine(_programs, program), .. arguments]
            : ["sudo", "-u", Superuser, Path.Combine(_programs, program), .. arguments];

    private ChildProcess Start(string program, params string[] arguments)
    {
        var command = AsOwner(program, arguments);
        return ChildProcess.Start(command[0], command[1..], "/");
    }

    private async Task RunAsOwnerAsync(string program, params string[] arguments)
    {
        var command = AsOwner(program, arguments);
        await using var run = await RunAsync(command[0], command[1..]);
    }

    private async Task<bool> IsReadyAsync()
    {
        await using var run = await ChildProcess.RunAsync(
            Path.Combine(_programs, "pg_isready"), ["-h", "127.0.0.1", "-p", $"{Port}"], "/");
        return await run.ExitCodeAsync(Deadline.Default) == 0;
    }
}
