using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>Stores of the output cache by the interfaces that they have.</summary>
internal static class FakeOutputKinds
{
    public static TheoryData<Type> All =>
        [typeof(FakeOutputStore), typeof(FakeOutputBufferStore), typeof(Disposable), typeof(InspectableBuffer)];

    internal sealed class Disposable : FakeOutputStore, IDisposable
    {
        public void Dispose()
        {
        }
    }

    internal sealed class InspectableBuffer : FakeOutputBufferStore, IAsyncDisposable, IEquatable<string>
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public bool Equals(string? other) => other == "inspected";
    }
}
