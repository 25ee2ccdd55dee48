using System.IO.Compression;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>Sends a page as fast as its reader takes it, compressed on the way if that is wanted.</summary>
internal static class PageBody
{
    // Room for what becomes of one more chunk, a few KB, so that all is in as many pieces as of a page that is not compressed.
    private const int MostUnsent = PageBuffer.MostUnread - (16 * 1024);

    public static ValueTask SendAsync(SharedPage page, HttpResponse response, bool gzip, CancellationToken cancellationToken) =>
        gzip ? SendCompressedAsync(page, response, cancellationToken) : SendPlainAsync(page, response, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SendPlainAsync(SharedPage page, HttpResponse response, CancellationToken cancellationToken)
    {
        // Only behind the headers does the server lend the room that it sends from.
        await response.StartAsync(cancellationToken).ConfigureAwait(false);
        await page.CopyToAsync(response.BodyWriter, cancellationToken).ConfigureAwait(false);
    }

    // A method of its own, so that the library that compresses is loaded only where a scraper asks for it.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SendCompressedAsync(SharedPage page, HttpResponse response, CancellationToken cancellationToken)
    {
        // Only behind the headers does the server lend the room that it sends from.
        await response.StartAsync(cancellationToken).ConfigureAwait(false);

        // If the reader has gone, what is written when the compressor ends goes nowhere.
        var room = new LentRoom(response.BodyWriter, page.Length);
        using (var compressed = new GZipStream(room, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var chunk = page.First; chunk is not null; chunk = chunk.Next)
            {
                compressed.Write(chunk.Written.Span);
                if (room.Unsent >= MostUnsent
                    && (await room.SendAsync(cancellationToken).ConfigureAwait(false)).IsCompleted)
                {
                    return;
                }
            }
        }

        await room.SendAsync(cancellationToken).ConfigureAwait(false);
    }
}
