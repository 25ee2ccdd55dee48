using System.IO.Pipelines;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// A page that several scrapes wait for and send. Each of them holds it, and lets go of it once by <see cref="Dispose"/>; with the
/// last hold its making ends, or its memory goes back.
/// </summary>
internal sealed class SharedPage(AskedPage asked) : IDisposable
{
    private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _unwanted = new();
    private readonly Lock _gate = new();

    private int _holds;
    private PageBuffer? _bytes;

    public AskedPage Asked => asked;

    /// <summary>Ends when the page is whole, or with what prevented it.</summary>
    public Task Made => _made.Task;

    /// <summary>Cancelled when nobody holds the page any longer.</summary>
    public CancellationToken Unwanted => _unwanted.Token;

    /// <summary>Bytes of the whole page.</summary>
    public long Length => Whole.Length;

    /// <summary>The whole page's beginning.</summary>
    public PageChunk? First => Whole.First;

    private PageBuffer Whole => _bytes ?? throw new InvalidOperationException("The page is not there.");

    /// <summary>Takes a hold; answers whether the page is still wanted, and so will be made.</summary>
    public bool TryHold()
    {
        lock (_gate)
        {
            if (_unwanted.IsCancellationRequested)
            {
                return false;
            }

            _holds++;
            return true;
        }
    }

    /// <summary>Gives the whole page to all who hold it.</summary>
    public void Complete(PageBuffer bytes)
    {
        lock (_gate)
        {
            if (_holds > 0)
            {
                _bytes = bytes;
                bytes = null!;
            }
        }

        bytes?.Dispose();
        _made.TrySetResult();
    }

    /// <summary>Tells all who hold the page that there will be none. The first outcome holds.</summary>
    public void Fail(Exception reason)
    {
        _made.TrySetException(reason);

        // Nobody may be left to see it, and the process has no unobserved fault of ours.
        _ = _made.Task.Exception;
    }

    public void CopyTo(Stream destination) => Whole.CopyTo(destination);

    /// <inheritdoc cref="PageBuffer.CopyToAsync(PipeWriter, CancellationToken)"/>
    public ValueTask CopyToAsync(PipeWriter destination, CancellationToken cancellationToken) =>
        Whole.CopyToAsync(destination, cancellationToken);

    public void Dispose()
    {
        PageBuffer? done;
        lock (_gate)
        {
            if (--_holds > 0)
            {
                return;
            }

            _unwanted.Cancel();
            done = _bytes;
            _bytes = null;
        }

        done?.Dispose();
    }
}
