using System.IO.Pipelines;

namespace AspNetCorePrometheus.UnitTests.Serving;

/// <summary>Counts what is written.</summary>
internal sealed class CountingWriter(PipeWriter writer) : PipeWriter
{
    public long Bytes { get; private set; }

    public override void Advance(int bytes)
    {
        Bytes += bytes;
        writer.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => writer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => writer.GetSpan(sizeHint);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => writer.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => writer.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => writer.Complete(exception);
}
