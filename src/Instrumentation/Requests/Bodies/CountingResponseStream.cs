using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>
/// A response's stream, counted. Servers may send what is written at once, yet only a flush says that the application means it:
/// middlewares that stand in between write ordinary bodies in segments.
/// </summary>
[StackTraceHidden]
internal sealed class CountingResponseStream(Stream inner, ResponseBodyCount count) : DelegatingStream(inner)
{
    public override void Flush()
    {
        count.Flushed();
        base.Flush();
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        count.Flushed();
        return base.FlushAsync(cancellationToken);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        base.Write(buffer);
        count.Written(buffer.Length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        count.Written(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }
}
