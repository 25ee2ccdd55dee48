using System.Collections.Concurrent;
using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Lanes;

namespace AspNetCorePrometheus.Instrumentation.Requests.Views;

/// <summary>Times the rendering of views, by the view's path.</summary>
internal sealed class ViewMetrics(RequestFamilies families)
{
    private const int MostViews = 10_000;
    private const string NoPath = "none";

    private readonly ConcurrentDictionary<string, LaneHistogram> _rendered = new(StringComparer.Ordinal);

    /// <summary>Measures a rendering that has begun, and hands on its task.</summary>
    public Task Measure(string? path, long started, Task rendering) =>
        EndedTask.Observe(rendering, exception => Ended(path ?? NoPath, started, exception));

    private void Ended(string view, long started, Exception? exception)
    {
        if (exception is null)
        {
            Rendered(view, started);
            return;
        }

        Record(started, () => families.ViewDuration.Series(
            new(RequestAttributes.View, view),
            new(RequestAttributes.ErrorType, RequestWords.ErrorType(exception))));
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
            FaultSeam.Pass(Boundaries.View);
            series().Record(Stopwatch.GetTimestamp() - started);
        }
        catch (Exception fault) when (FaultReport.Contain(LogEvents.ViewMeasurementFailed, "views", fault))
        {
        }
    }
}
