namespace AspNetCorePrometheus.Instrumentation.Requests.Bodies;

/// <summary>Bytes of a response body that the application wrote, and whether they left in more than one piece.</summary>
internal sealed class ResponseBodyCount
{
    private bool _flushed;

    public long Bytes { get; private set; }

    /// <summary>Whether bytes were written after earlier ones had been handed to the client.</summary>
    public bool IsStreamed { get; private set; }

    public void Written(long count)
    {
        IsStreamed |= _flushed && count > 0;
        Bytes += count;
    }

    public void Flushed() => _flushed |= Bytes > 0;

    public void Reset()
    {
        Bytes = 0;
        IsStreamed = false;
        _flushed = false;
    }
}
