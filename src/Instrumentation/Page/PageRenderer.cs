using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Self;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>Makes one page: callbacks, snapshot, and text, as one step under the pipeline's lock.</summary>
internal sealed class PageRenderer(MetricPipeline pipeline, PageCatalog catalog, SelfMeter self, long maxBytes) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Renders when no other page is being rendered; who waits holds no thread of the application's pool.</summary>
    public async Task<PageBuffer> RenderAsync(
        ExpositionFormat format, CancellationToken cancellationToken, FamilyFilter? filter = null)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Render(format, filter);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>
    /// A whole page, which the caller disposes of. Throws <see cref="PageTooLargeException"/> beyond the size limit.
    /// </summary>
    public PageBuffer Render(ExpositionFormat format, FamilyFilter? filter = null)
    {
        var buffer = new PageBuffer(maxBytes);
        try
        {
            var started = Stopwatch.GetTimestamp();
            var writer = PageWriter.Create(format, buffer, catalog.TellsCreated);
            string[] overflowed = [];
            pipeline.Collect(batch =>
            {
                catalog.Late = pipeline.Lanes;
                catalog.Write(batch, writer, buffer, filter);
                overflowed = [.. catalog.Overflowed];
            });
            self.Scraped(new ScrapeFigures(
                Stopwatch.GetElapsedTime(started).TotalSeconds, buffer.Length, writer.Series, overflowed));
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }
}
