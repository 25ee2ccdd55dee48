using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Self;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// Makes pages of one collection: callbacks, snapshot, and text, as one step under the pipeline's lock. Not thread-safe.
/// </summary>
internal sealed class PageMaker(MetricPipeline pipeline, PageCatalog catalog, SelfMeter self, long maxBytes)
{
    // Room for one page of the most bytes while another one is being sent.
    private readonly PageChunks _chunks = new(maxBytes <= long.MaxValue / 4 ? Math.Max(2 * maxBytes, 16 * PageChunk.Size) : long.MaxValue);

    private Action<Batch<Metric>>? _write;
    private IReadOnlyList<SharedPage> _pages = [];
    private long _started;

    /// <summary>Completes each of the pages, or tells it why not. Never throws.</summary>
    public void Make(IReadOnlyList<SharedPage> pages)
    {
        _pages = pages;
        _started = Stopwatch.GetTimestamp();
        try
        {
            pipeline.Collect(_write ??= Write);
        }
        catch (Exception exception)
        {
            for (var i = 0; i < pages.Count; i++)
            {
                pages[i].Fail(exception);
            }
        }
    }

    private void Write(Batch<Metric> batch)
    {
        for (var i = 0; i < _pages.Count; i++)
        {
            Write(_pages[i], batch);
        }
    }

    private void Write(SharedPage page, in Batch<Metric> batch)
    {
        var buffer = new PageBuffer(maxBytes, _chunks, page.Unwanted);
        try
        {
            var writer = PageWriter.Create(page.Asked.Format, buffer, catalog.TellsCreated);
            catalog.Write(batch, writer, buffer, page.Asked.Filter);
            self.Overflowed(catalog.Overflowed);
            if (page.Asked.Filter is null)
            {
                self.Scraped(new ScrapeFigures(Stopwatch.GetElapsedTime(_started).TotalSeconds, buffer.Length, writer.Series));
            }

            page.Complete(buffer);
        }
        catch (Exception exception)
        {
            // Whoever waits for the page reports it.
            buffer.Dispose();
            page.Fail(exception);
        }
    }
}
