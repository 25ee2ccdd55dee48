namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// The memory of pages: chunks that are kept from one page to the next, and a bound for all pages that are being written or sent.
/// </summary>
/// <remarks>
/// The shared array pool keeps a few arrays of this size only, and a large page would allocate most of its chunks for each scrape.
/// Here as many are kept as pages have lately needed at once: what no scrape has needed since the pool was last renewed is let go.
/// </remarks>
/// <param name="mostBytes">Bytes that all pages together may have.</param>
internal sealed class PageChunks(long mostBytes)
{
    // A page that was once large, or many at once, are forgotten after twice as many returns to rest.
    private const int RestsOfAPeriod = 32;

    private readonly Lock _gate = new();

    private PageChunk? _free;
    private int _freeCount;
    private int _lent;
    private int _rests;
    private int _peak;
    private int _peakBefore;

    /// <summary>For pages that nothing bounds together.</summary>
    public static PageChunks Unbounded { get; } = new(long.MaxValue);

    /// <summary>Bytes of chunks that are kept for the next page.</summary>
    public long KeptBytes
    {
        get
        {
            lock (_gate)
            {
                return (long)_freeCount * PageChunk.Size;
            }
        }
    }

    /// <summary>An empty chunk.</summary>
    /// <exception cref="PageRefusedException">All pages together are beyond their bound.</exception>
    public PageChunk Rent()
    {
        lock (_gate)
        {
            if ((_lent + 1L) * PageChunk.Size > mostBytes)
            {
                throw new PageRefusedException(
                    $"The pages that are being sent to slow readers leave no room for another one: {mostBytes} bytes for all.");
            }

            _peak = Math.Max(_peak, ++_lent);
            if (_free is not { } chunk)
            {
                return new PageChunk();
            }

            _free = chunk.Next;
            _freeCount--;
            chunk.Next = null;
            chunk.Used = 0;
            return chunk;
        }
    }

    /// <summary>Takes back a chunk and all that follow it.</summary>
    public void Return(PageChunk? first)
    {
        lock (_gate)
        {
            while (first is { } chunk)
            {
                first = chunk.Next;
                chunk.Next = _free;
                _free = chunk;
                _freeCount++;
                _lent--;
            }

            if (_lent == 0 && ++_rests == RestsOfAPeriod)
            {
                Renew();
            }
        }
    }

    private void Renew()
    {
        for (var most = Math.Max(_peak, _peakBefore); _freeCount > most; _freeCount--)
        {
            _free = _free!.Next;
        }

        _peakBefore = _peak;
        _peak = 0;
        _rests = 0;
    }
}
