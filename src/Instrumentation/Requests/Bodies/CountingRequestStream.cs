namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>A request's stream, whose bytes are counted as they are read.</summary>
internal sealed class CountingRequestStream(Stream inner) : DelegatingStream(inner)
{
    public long Bytes { get; private set; }

    public override int Read(Span<byte> buffer) => Count(base.Read(buffer));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = base.ReadAsync(buffer, cancellationToken);
        return read.IsCompletedSuccessfully ? new ValueTask<int>(Count(read.Result)) : Await(read);
    }

    private async ValueTask<int> Await(ValueTask<int> read) => Count(await read.ConfigureAwait(false));

    private int Count(int bytes)
    {
        Bytes += bytes;
        return bytes;
    }
}
