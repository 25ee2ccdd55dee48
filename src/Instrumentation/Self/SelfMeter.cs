using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.InteropServices;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Self;

/// <summary>What the drop-in tells of itself: version, scrapes, series, overflow, and which instrumentations work.</summary>
internal sealed class SelfMeter
{
    private readonly ConcurrentDictionary<string, bool> _active;

    private readonly ObservedSet<long> _flags = new("instrumentation");
    private readonly ObservedSet<long> _errors = new("instrumentation");
    private readonly Dictionary<string, LaneGauge> _overflowed = new(StringComparer.Ordinal);

    private ScrapeFigures _last = new(0, 0, 0);
    private long _total;

    /// <param name="meter">The drop-in's own meter.</param>
    /// <param name="active">Whether each instrumentation works, by name.</param>
    /// <param name="settings">Prefix, constant labels.</param>
    public SelfMeter(Meter meter, ConcurrentDictionary<string, bool> active, PrometheusSettings settings)
    {
        const string OverflowName = "aspnetcore_prometheus.series_overflow";

        _active = active;
        Overflow = new LaneFamily<LaneGauge>(
            Family.Create(
                OverflowName, null, "Metrics that have reached their series limit; the value is 1.", FamilyType.Gauge, settings.Namespace),
            settings,
            SeriesLimitNames.NamedLimit(settings, OverflowName, null) ?? int.MaxValue,
            static attributes => new LaneGauge(attributes),
            MeterIdentity.Of(meter));
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.build_info",
            Observed.Array(static () => Build),
            null,
            "Version of the drop-in and what it runs on; the value is 1.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.scrape.duration",
            Observed.Value(() => _last.Seconds),
            "s",
            "Time to collect and write the whole page before this one.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.scrape.size",
            Observed.Value(() => _last.Bytes),
            "By",
            "Size of the whole page before this one, not compressed.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.series",
            Observed.Value(() => _last.Series),
            "{series}",
            "Sample lines on the whole page, or in the push, before this one.");
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.instrumentation_active",
            Observed.Array(Active),
            null,
            "Whether an instrumentation works: 1, or 0 and the reason in the log.");
        meter.CreateObservableCounter(
            "aspnetcore_prometheus.instrumentation_errors",
            Observed.Array(Errors),
            "{error}",
            "Faults that were contained inside the drop-in.");
    }

    /// <summary>The drop-in's version.</summary>
    public static string Version { get; } =
        typeof(SelfMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>
    /// Names every family at its series limit. The SDK would reserve memory for the most that there can be, or leave names out.
    /// </summary>
    public LaneFamily<LaneGauge> Overflow { get; }

    /// <summary>Notes a page of every family.</summary>
    public void Scraped(ScrapeFigures figures) => _last = figures;

    /// <summary>Notes a push: it tells the series as a page does, and leaves what is told of scrapes.</summary>
    /// <param name="series">The sample lines that a page of it would have.</param>
    public void Pushed(long series) => _last = _last with { Series = series };

    /// <summary>Notes which families are at their series limit. Not while a page is written.</summary>
    public void Overflowed(IReadOnlyList<string> families)
    {
        if (_overflowed.Count == 0 && families.Count == 0)
        {
            return;
        }

        foreach (var (_, series) in _overflowed)
        {
            series.Clear();
        }

        foreach (var family in families)
        {
            ref var series = ref CollectionsMarshal.GetValueRefOrAddDefault(_overflowed, family, out _);
            series ??= Overflow.Series(new KeyValuePair<string, object?>("metric", family));
            series.Set(1);
        }
    }

    private static string FrameworkVersion { get; } =
        typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static Measurement<long>[] Build { get; } =
    [
        new(
            1,
            new KeyValuePair<string, object?>("version", Version),
            new KeyValuePair<string, object?>("runtime", RuntimeInformation.FrameworkDescription),
            new KeyValuePair<string, object?>("framework", FrameworkVersion)),
    ];

    private Measurement<long>[] Active()
    {
        foreach (var (instrumentation, works) in _active)
        {
            _flags.Set(instrumentation, works ? 1 : 0);
        }

        return _flags.All;
    }

    // Every instrumentation that is there begins at zero, so that the first fault is an increase.
    private Measurement<long>[] Errors()
    {
        foreach (var (instrumentation, _) in _active)
        {
            _errors.Begin(instrumentation);
        }

        if (FaultReport.Total is var total && total != _total)
        {
            foreach (var (instrumentation, count) in FaultReport.Counts)
            {
                _errors.Raise(instrumentation, count);
            }

            _total = total;
        }

        return _errors.All;
    }
}
