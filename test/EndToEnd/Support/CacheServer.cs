namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A real cache server on a free loopback port, with nothing on disk but its temporary folder.</summary>
internal sealed class CacheServer : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _folder;

    private CacheServer(ChildProcess process, int port, string folder)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public static Task<CacheServer> StartRedisAsync(int? port = null) => StartAsync(
        "redis-server",
        port ?? Ports.Free(),
        (number, folder) => ["--port", $"{number}", "--bind", "127.0.0.1", "--save", "", "--dir", folder]);

    public static Task<CacheServer> StartMemcachedAsync() => StartAsync(
        "memcached", Ports.Free(), (number, _) => ["-u", "nobody", "-l", "127.0.0.1", "-p", $"{number}", "-U", "0"]);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<CacheServer> StartAsync(string program, int port, Func<int, string, string[]> arguments)
    {
        var folder = Tree.NewTemporaryFolder();
        var process = ChildProcess.Start(program, arguments(port, folder), folder);
        var server = new CacheServer(process, port, folder);
        if (await Deadline.MetAsync(() => Ports.AcceptsAsync(port)))
        {
            return server;
        }

        var transcript = process.Transcript;
        await server.DisposeAsync();
        throw new InvalidOperationException($"{program} did not start\n{transcript}");
    }
}
