using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>Cuts the heads of requests out of a connection's bytes.</summary>
internal sealed class RequestHeadReader(Stream connection)
{
    private readonly byte[] _bytes = new byte[OwnPortLimits.HeadBytes];

    private int _length;

    /// <summary>Whether bytes of a further request have come already.</summary>
    public bool HasBytes => _length > 0;

    /// <summary>Waits for the first byte of a request; false if the client closes instead.</summary>
    public bool Begin() => HasBytes || Receive();

    /// <summary>
    /// The rest of the head that has begun. Throws <see cref="BadRequestException"/>, or <see cref="IOException"/> if the peer goes or is
    /// too slow.
    /// </summary>
    public RequestHead Read()
    {
        var searched = 0;
        while (true)
        {
            // Empty lines before a request are the rest of a sloppy client's last one.
            while (_bytes.AsSpan(0, _length).StartsWith("\r\n"u8))
            {
                Drop(2);
                searched = 0;
            }

            var end = _bytes.AsSpan(searched, _length - searched).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return Take(searched + end);
            }

            searched = Math.Max(0, _length - 3);
            if (_length == _bytes.Length)
            {
                throw new BadRequestException(StatusCodes.Status431RequestHeaderFieldsTooLarge);
            }

            if (!Receive())
            {
                throw new IOException("the peer has gone");
            }
        }
    }

    private RequestHead Take(int end)
    {
        var head = RequestHeadParser.Parse(_bytes.AsSpan(0, end));
        Drop(end + 4);
        return head;
    }

    private bool Receive()
    {
        var received = connection.Read(_bytes.AsSpan(_length));
        _length += received;
        return received > 0;
    }

    private void Drop(int count)
    {
        _bytes.AsSpan(count, _length - count).CopyTo(_bytes);
        _length -= count;
    }
}
