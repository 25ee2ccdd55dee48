using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;

namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>A request's pipe, whose bytes are counted as they are consumed.</summary>
[StackTraceHidden]
internal sealed class CountingRequestReader(PipeReader inner) : PipeReader
{
    private ReadOnlySequence<byte> _buffer;

    public long Bytes { get; private set; }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        Bytes += _buffer.IsEmpty ? 0 : _buffer.Slice(0, consumed).Length;
        _buffer = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override bool TryRead(out ReadResult result)
    {
        var read = inner.TryRead(out result);
        _buffer = read ? result.Buffer : default;
        return read;
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        if (read.IsCompletedSuccessfully)
        {
            return new ValueTask<ReadResult>(Keep(read.Result));
        }

        var task = read.AsTask();
        EndedTask.Observe(task, exception => _buffer = exception is null ? task.Result.Buffer : default);
        return new ValueTask<ReadResult>(task);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private ReadResult Keep(ReadResult result)
    {
        _buffer = result.Buffer;
        return result;
    }
}
