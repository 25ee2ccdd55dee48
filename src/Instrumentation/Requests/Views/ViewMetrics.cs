using System.Collections.Concurrent;
using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Requests.Views;

/// <summary>Times the rendering of views, by the view's path.</summary>
[StackTraceHidden]
internal sealed class ViewMetrics(RequestFamilies families)
{
    private const int MostViews = 10_000;
    private const string NoPath = "none";

    private readonly ConcurrentDictionary<string, LaneHistogram> _rendered = new(StringComparer.Ordinal);

    /// <summary>Measures a rendering that has begun. The exception that ends it passes untouched.</summary>
    public async Task Measure(string? path, long started, Task rendering)
    {
        var view = path ?? NoPath;
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

    // Answers false, for use as an exception filter.
    private bool Failed(string view, long started, Exception exception)
    {
        Record(started, () => families.ViewDuration.Series(
            new(RequestAttributes.View, view),
            new(RequestAttributes.ErrorType, RequestWords.ErrorType(exception))));
        return false;
    }

    private void Rendered(string view, long started)
    {
        if (_rendered.TryGetValue(view, out var series))
        {
            series.Record(Stopwatch.GetTimestamp() - started);
            return;
        }

        Record(started, () =>
        {
            var made = families.ViewDuration.Series(new KeyValuePair<string, object?>(RequestAttributes.View, view));
            if (_rendered.Count < MostViews)
            {
                _rendered[view] = made;
            }

            return made;
        });
    }

    private static void Record(long started, Func<LaneHistogram> series)
    {
        try
        {
            series().Record(Stopwatch.GetTimestamp() - started);
        }
        catch (Exception fault) when (FaultReport.Contain(LogEvents.ViewMeasurementFailed, "views", fault))
        {
        }
    }
}
