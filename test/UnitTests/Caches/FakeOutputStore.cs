using System.Collections.Concurrent;
using Microsoft.AspNetCore.OutputCaching;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A store of the output cache in all <see cref="Circumstances"/>.</summary>
internal class FakeOutputStore : IOutputCacheStore
{
    private readonly ConcurrentDictionary<string, (byte[] Value, string[] Tags)> _values = new();

    public bool IsLate { get; set; }

    public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) =>
        Circumstances.Do(tag, IsLate, () => Evict(tag), cancellationToken);

    public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        Circumstances.Answer(key, IsLate, () => ValueOf(key), cancellationToken);

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        Circumstances.Do(key, IsLate, () => _values[key] = (value, tags ?? []), cancellationToken);

    protected byte[]? ValueOf(string key) => _values.TryGetValue(key, out var found) ? found.Value : null;

    private void Evict(string tag)
    {
        foreach (var (key, _) in _values.Where(entry => entry.Value.Tags.Contains(tag)))
        {
            _values.TryRemove(key, out _);
        }
    }
}
