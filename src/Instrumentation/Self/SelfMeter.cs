using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.InteropServices;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Self;

/// <summary>What the drop-in tells of itself: version, scrapes, series, overflow, and which instrumentations work.</summary>
internal sealed class SelfMeter
{
    private readonly ConcurrentDictionary<string, bool> _active;

    private ScrapeFigures _last = new(0, 0, 0, []);

    /// <param name="meter">The drop-in's own meter.</param>
    /// <param name="active">Whether each instrumentation works, by name.</param>
    public SelfMeter(Meter meter, ConcurrentDictionary<string, bool> active)
    {
        _active = active;
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.build_info", BuildInfo, null, "Version of the drop-in and what it runs on; the value is 1.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.scrape.duration", () => _last.Seconds, "s", "Time to collect and write the page before this one.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.scrape.size", () => _last.Bytes, "By", "Size of the page before this one, not compressed.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.series", () => _last.Series, "{series}", "Sample lines on the page before this one.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.series_overflow", Overflow, null, "Metrics that have reached their series limit; the value is 1.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.instrumentation_active", Active, null, "Whether an instrumentation works: 1, or 0 and the reason in the log.");
        meter.CreateObservableCounter(
            "aspnetcore_prometheus.instrumentation_errors", Errors, "{error}", "Faults that were contained inside the drop-in.");
    }

    /// <summary>The drop-in's version.</summary>
    public static string Version { get; } =
        typeof(SelfMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public void Scraped(ScrapeFigures figures) => _last = figures;

    private static Measurement<long> BuildInfo() => new(
        1,
        new KeyValuePair<string, object?>("version", Version),
        new KeyValuePair<string, object?>("runtime", RuntimeInformation.FrameworkDescription),
        new KeyValuePair<string, object?>("framework", FrameworkVersion));

    private static string FrameworkVersion { get; } =
        typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "unknown";

    private IEnumerable<Measurement<long>> Overflow()
    {
        foreach (var metric in _last.Overflowed)
        {
            yield return new(1, new KeyValuePair<string, object?>("metric", metric));
        }
    }

    private IEnumerable<Measurement<long>> Active()
    {
        foreach (var instrumentation in _active.Keys)
        {
            yield return new(_active[instrumentation] ? 1 : 0, new KeyValuePair<string, object?>("instrumentation", instrumentation));
        }
    }

    // Every instrumentation that is there begins at zero, so that the first fault is an increase.
    private IEnumerable<Measurement<long>> Errors()
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (instrumentation, count) in FaultReport.Counts)
        {
            failed.Add(instrumentation);
            yield return new(count, new KeyValuePair<string, object?>("instrumentation", instrumentation));
        }

        foreach (var instrumentation in _active.Keys)
        {
            if (!failed.Contains(instrumentation))
            {
                yield return new(0, new KeyValuePair<string, object?>("instrumentation", instrumentation));
            }
        }
    }
}
