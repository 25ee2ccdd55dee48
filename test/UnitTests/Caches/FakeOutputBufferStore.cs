using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.OutputCaching;

namespace AspNetCorePrometheus.UnitTests.Caches;

internal class FakeOutputBufferStore : FakeOutputStore, IOutputCacheBufferStore
{
    public ValueTask<bool> TryGetAsync(string key, PipeWriter destination, CancellationToken cancellationToken) =>
        Circumstances.Answer(key, IsLate, () => Write(ValueOf(key), destination), cancellationToken);

    public ValueTask SetAsync(
        string key, ReadOnlySequence<byte> value, ReadOnlyMemory<string> tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        SetAsync(key, value.ToArray(), tags.ToArray(), validFor, cancellationToken);

    private static bool Write(byte[]? value, PipeWriter destination)
    {
        destination.Write(value);
        return value is not null;
    }
}
