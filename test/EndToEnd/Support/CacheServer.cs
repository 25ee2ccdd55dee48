namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>Real cache servers on free loopback ports, with nothing on disk but their temporary folders.</summary>
internal static class CacheServer
{
    /// <param name="port">Its port; a free one if there is none.</param>
    /// <param name="password">What clients must know; null for nothing.</param>
    public static Task<LocalServer> StartRedisAsync(int? port = null, string? password = null)
    {
        var (number, folder) = (port ?? Ports.Free(), Tree.NewTemporaryFolder());
        return LocalServer.StartAsync(
            "redis-server",
            number,
            folder,
            [
                "--port", $"{number}", "--bind", "127.0.0.1", "--save", "", "--dir", folder,
                .. password is null ? Array.Empty<string>() : ["--requirepass", password],
            ]);
    }

    public static Task<LocalServer> StartMemcachedAsync(int? port = null)
    {
        var number = port ?? Ports.Free();
        return LocalServer.StartAsync(
            "memcached", number, Tree.NewTemporaryFolder(), ["-u", "nobody", "-l", "127.0.0.1", "-p", $"{number}", "-U", "0"]);
    }
}
