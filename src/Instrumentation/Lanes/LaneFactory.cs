using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>Makes families of lanes by instrument name, unit (UCUM) and description, under the settings' prefix, labels and limits.</summary>
internal sealed class LaneFactory(PrometheusSettings settings)
{
    private readonly List<SeriesStream> _made = [];

    /// <summary>The families that have been made, in their order.</summary>
    public IReadOnlyList<SeriesStream> Made => _made;

    /// <summary>A histogram whose bounds say in which whole numbers it is recorded.</summary>
    public LaneFamily<LaneHistogram> Histogram(string name, string unit, string description, LaneBounds bounds)
    {
        var form = new HistogramForm(settings.Exemplars, NativeSelection.Includes(settings, name, unit));
        return Make(name, unit, description, FamilyType.Histogram, attributes => new LaneHistogram(attributes, bounds, form));
    }

    public LaneFamily<LaneCounter> Counter(string name, string unit, string description) =>
        Make(name, unit, description, FamilyType.Counter, attributes => new LaneCounter(attributes, settings.Exemplars));

    /// <summary>A sum that goes up and down.</summary>
    public LaneFamily<LaneCounter> Gauge(string name, string unit, string description) =>
        Make(name, unit, description, FamilyType.Gauge, static attributes => new LaneCounter(attributes));

    /// <summary>A value that is set, and of which the last one holds.</summary>
    public LaneFamily<LaneGauge> LastValue(string name, string unit, string description) =>
        Make(name, unit, description, FamilyType.Gauge, static attributes => new LaneGauge(attributes));

    /// <summary>A sum that only goes up, read when a page is written.</summary>
    public LaneFamily<LaneReading> ReadCounter(string name, string unit, string description) =>
        Make(name, unit, description, FamilyType.Counter, static attributes => new LaneReading(attributes, isMonotonic: true));

    /// <summary>A sum that goes up and down, read when a page is written.</summary>
    public LaneFamily<LaneReading> ReadGauge(string name, string unit, string description) =>
        Make(name, unit, description, FamilyType.Gauge, static attributes => new LaneReading(attributes, isMonotonic: false));

    private LaneFamily<TSeries> Make<TSeries>(
        string name, string unit, string description, FamilyType type, Func<KeyValuePair<string, object?>[], TSeries> make)
        where TSeries : LaneSeries
    {
        var family = new LaneFamily<TSeries>(
            Family.Create(name, unit, description, type, settings.Namespace),
            settings,
            SeriesLimitNames.LimitOf(settings, name, unit),
            make);
        _made.Add(family);
        return family;
    }
}
