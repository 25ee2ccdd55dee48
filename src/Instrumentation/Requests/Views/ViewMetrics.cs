using System.Collections.Concurrent;
using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Requests.Views;

/// <summary>Times the rendering of views, by the view's path.</summary>
internal sealed class ViewMetrics(RequestFamilies families)
{
    private const int MostViews = 10_000;

    private readonly ConcurrentDictionary<string, LaneHistogram> _rendered = new(StringComparer.Ordinal);

    /// <summary>Measures a rendering that has begun. The exception that ends it passes untouched.</summary>
    public async Task Measure(string view, long started, Task rendering)
    {
        try
        {
            await rendering.ConfigureAwait(false);
        }
        catch (Exception exception) when (Failed(view, started, exception))
        {
            throw;
        }

        Rendered(view, started);
    }

    /// <summary>Counts a rendering that failed; answers false, for use as an exception filter.</summary>
    public bool Failed(string view, long started, Exception exception)
    {
        try
        {
            families.ViewDuration.Series(
                new(RequestAttributes.View, view),
                new(RequestAttributes.ErrorType, RequestWords.ErrorType(exception)))
                .Record(Stopwatch.GetTimestamp() - started);
        }
        catch (Exception fault) when (FaultReport.Contain(LogEvents.ViewMeasurementFailed, "views", fault))
        {
        }

        return false;
    }

    private void Rendered(string view, long started)
    {
        if (!_rendered.TryGetValue(view, out var series))
        {
            series = families.ViewDuration.Series(new KeyValuePair<string, object?>(RequestAttributes.View, view));
            if (_rendered.Count < MostViews)
            {
                _rendered[view] = series;
            }
        }

        series.Record(Stopwatch.GetTimestamp() - started);
    }
}
