using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Families of instruments that the SDK does not measure. They come at any time, from any thread, and none goes.</summary>
internal sealed class LateStreams
{
    private readonly Lock _adding = new();

    private SeriesStream[] _streams = [];

    /// <summary>The families so far, in the order of their coming.</summary>
    public IReadOnlyList<SeriesStream> All => Volatile.Read(ref _streams);

    public void Add(SeriesStream stream)
    {
        lock (_adding)
        {
            Volatile.Write(ref _streams, [.. _streams, stream]);
        }
    }
}
