using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Self;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>Makes one request: callbacks, snapshot and message, as one step under the pipeline's lock.</summary>
/// <param name="pipeline">Collects.</param>
/// <param name="catalog">The page's families; used under the pipeline's lock only.</param>
/// <param name="self">Hears of what is pushed, as nobody may scrape.</param>
/// <param name="settings">The labels, and the most bytes of a request as of a page.</param>
internal sealed class OtlpSnapshot(MetricPipeline pipeline, PageCatalog catalog, SelfMeter self, PrometheusSettings settings)
{
    private readonly OtlpRequest _request = new(settings);

    /// <summary>The message. Throws <see cref="PageTooLargeException"/> beyond the size limit, and if metrics cannot be collected.</summary>
    public byte[] Take()
    {
        using var buffer = new PageBuffer(settings.MaxScrapeBytes);
        pipeline.Collect(batch =>
        {
            var series = _request.Write(catalog.Update(batch), buffer);
            self.Pushed(series);
            self.Overflowed(catalog.Overflowed);
        });
        var message = new byte[buffer.Length];
        buffer.CopyTo(new MemoryStream(message));
        return message;
    }
}
