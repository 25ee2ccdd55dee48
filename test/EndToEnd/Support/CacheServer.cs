namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>Real cache servers on free loopback ports, with nothing on disk but their temporary folders.</summary>
internal static class CacheServer
{
    public static Task<LocalServer> StartRedisAsync(int? port = null)
    {
        var (number, folder) = (port ?? Ports.Free(), Tree.NewTemporaryFolder());
        return LocalServer.StartAsync(
            "redis-server", number, folder, ["--port", $"{number}", "--bind", "127.0.0.1", "--save", "", "--dir", folder]);
    }

    public static Task<LocalServer> StartMemcachedAsync(int? port = null)
    {
        var number = port ?? Ports.Free();
        return LocalServer.StartAsync(
            "memcached", number, Tree.NewTemporaryFolder(), ["-u", "nobody", "-l", "127.0.0.1", "-p", $"{number}", "-U", "0"]);
    }
}
