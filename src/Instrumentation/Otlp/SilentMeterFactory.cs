using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>
/// Meters that have ended, whose instruments nobody is told of: an HTTP client that has this factory stays out of the application's
/// <c>http.client.*</c>.
/// </summary>
internal sealed class SilentMeterFactory : IMeterFactory
{
    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        meter.Dispose();
        return meter;
    }

    public void Dispose()
    {
    }
}
