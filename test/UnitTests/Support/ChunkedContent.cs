using System.Net;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>A body that goes out without a length.</summary>
internal sealed class ChunkedContent(params byte[][] chunks) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        foreach (var chunk in chunks)
        {
            await stream.WriteAsync(chunk);
            await stream.FlushAsync();
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
