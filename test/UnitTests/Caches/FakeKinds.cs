using Microsoft.Extensions.Caching.Distributed;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>Caches by the interfaces that they have.</summary>
internal static class FakeKinds
{
    public static TheoryData<Type> All =>
    [
        typeof(FakeCache), typeof(FakeBufferCache), typeof(Disposable), typeof(DisposableBuffer), typeof(AsyncDisposable),
        typeof(DisposableBothWays), typeof(Inspectable), typeof(InspectableBuffer),
    ];

    internal class Disposable : FakeCache, IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }

    internal sealed class DisposableBuffer : FakeBufferCache, IDisposable
    {
        public void Dispose()
        {
        }
    }

    internal sealed class AsyncDisposable : FakeCache, IAsyncDisposable
    {
        public int Disposals { get; private set; }

        public ValueTask DisposeAsync()
        {
            Disposals++;
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class DisposableBothWays : Disposable, IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    internal sealed class Inspectable : FakeCache, IInspectable<string>
    {
        public event EventHandler? Inspected;

        public string? Last { get; set; }

        public TKey[] Keys<TKey>(in TKey first, ref int count, out string text, params IReadOnlyList<TKey> more)
            where TKey : IComparable<TKey>
        {
            Inspected?.Invoke(this, EventArgs.Empty);
            text = "out " + count++;
            return [first, .. more];
        }
    }

    internal sealed class InspectableBuffer : FakeBufferCache, IEquatable<IDistributedCache>
    {
        public bool Equals(IDistributedCache? other) => other is null;
    }
}
