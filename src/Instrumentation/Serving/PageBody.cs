using System.IO.Compression;
using AspNetCorePrometheus.Instrumentation.Exposition;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>Sends a page as fast as its reader takes it, compressed on the way if that is wanted.</summary>
internal static class PageBody
{
    public static async Task SendAsync(PageBuffer page, HttpResponse response, bool gzip, CancellationToken cancellationToken)
    {
        if (!gzip)
        {
            await page.CopyToAsync(response.BodyWriter, cancellationToken).ConfigureAwait(false);
            return;
        }

        // No more than the compressor's own window is held; its buffer is a pooled one. If the reader has gone, what is written when
        // the compressor ends goes nowhere.
        var compressed = new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using (compressed.ConfigureAwait(false))
        {
            await page.CopyToAsync(compressed, cancellationToken).ConfigureAwait(false);
        }
    }
}
