using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>A request's stream, whose bytes are counted as they are read.</summary>
[StackTraceHidden]
internal sealed class CountingRequestStream(Stream inner) : DelegatingStream(inner)
{
    public long Bytes { get; private set; }

    public override int Read(Span<byte> buffer) => Count(base.Read(buffer));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = base.ReadAsync(buffer, cancellationToken);
        if (read.IsCompletedSuccessfully)
        {
            return new ValueTask<int>(Count(read.Result));
        }

        var task = read.AsTask();
        EndedTask.Observe(task, exception => Count(exception is null ? task.Result : 0));
        return new ValueTask<int>(task);
    }

    private int Count(int bytes)
    {
        Bytes += bytes;
        return bytes;
    }
}
