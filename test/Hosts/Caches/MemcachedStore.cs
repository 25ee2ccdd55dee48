using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace Caches;

/// <summary>A small cache over memcached's text protocol, one connection for each operation.</summary>
public sealed class MemcachedStore(int port) : IDistributedCache
{
    public byte[]? Get(string key)
    {
        var answer = Ask($"get {key}\r\n", "END\r\n");
        var data = answer.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        return answer.StartsWith("VALUE", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(answer[data..^7]) : null;
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.Run(() => Get(key), token);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        Ask($"set {key} 0 60 {value.Length}\r\n{Encoding.Latin1.GetString(value)}\r\n", "\r\n");

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        Task.Run(() => Set(key, value, options), token);

    public void Refresh(string key) => Ask($"touch {key} 60\r\n", "\r\n");

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.Run(() => Refresh(key), token);

    public void Remove(string key) => Ask($"delete {key}\r\n", "\r\n");

    public Task RemoveAsync(string key, CancellationToken token = default) => Task.Run(() => Remove(key), token);

    private string Ask(string request, string end)
    {
        using var client = new TcpClient("127.0.0.1", port);
        var stream = client.GetStream();
        stream.Write(Encoding.Latin1.GetBytes(request));
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        while (!answer.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            var read = stream.Read(buffer);
            answer.Append(read > 0 ? Encoding.Latin1.GetString(buffer, 0, read) : throw new IOException("memcached closed the connection"));
        }

        return answer.ToString();
    }
}
