namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A real server on a loopback port, which ends with its temporary folder.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _folder;

    private LocalServer(ChildProcess process, int port, string folder)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts the program and returns when its port accepts connections.</summary>
    public static async Task<LocalServer> StartAsync(string program, int port, string folder, IEnumerable<string> arguments)
    {
        var process = ChildProcess.Start(program, arguments, "/");
        var server = new LocalServer(process, port, folder);
        if (await Deadline.MetAsync(() => Ports.AcceptsAsync(port)))
        {
            return server;
        }

        var transcript = process.Transcript;
        await server.DisposeAsync();
        throw new InvalidOperationException($"{program} did not start\n{transcript}");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
