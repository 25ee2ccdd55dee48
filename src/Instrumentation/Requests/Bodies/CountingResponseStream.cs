namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>A response's stream, counted. A server hands over to the client what is written to its stream.</summary>
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
        Sent(buffer.Length);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Sent(buffer.Length);
        return base.WriteAsync(buffer, cancellationToken);
    }

    private void Sent(int bytes)
    {
        count.Written(bytes);
        count.Flushed();
    }
}
