using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>Hybrid caches by the interfaces that they have.</summary>
internal static class FakeHybridKinds
{
    public static TheoryData<Type> All => [typeof(RecordingHybridCache), typeof(Disposable), typeof(Inspectable)];

    internal sealed class Disposable : RecordingHybridCache, IDisposable
    {
        public void Dispose()
        {
        }
    }

    internal sealed class Inspectable : RecordingHybridCache, IAsyncDisposable, IEquatable<string>
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public bool Equals(string? other) => other == "inspected";
    }
}
