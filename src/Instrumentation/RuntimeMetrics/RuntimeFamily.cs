using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Page;

namespace AspNetCorePrometheus.Instrumentation.RuntimeMetrics;

/// <summary>A family of the runtime's own meter, with its series in a fixed order.</summary>
internal sealed class RuntimeFamily
{
    private readonly LaneObservation[] _series;

    /// <param name="instrument">Its name, unit, help and type are the family's.</param>
    /// <param name="settings">Prefix and labels.</param>
    /// <param name="attribute">The attribute that tells the series apart; null if there is one series.</param>
    /// <param name="values">The attribute's values.</param>
    public RuntimeFamily(Instrument instrument, PrometheusSettings settings, string? attribute, ReadOnlySpan<string> values)
    {
        var type = instrument.GetType().GetGenericTypeDefinition() == typeof(ObservableCounter<>)
            ? FamilyType.Counter
            : FamilyType.Gauge;
        var family = new LaneFamily<LaneObservation>(
            Family.Create(instrument.Name, instrument.Unit, instrument.Description, type, settings.Namespace),
            settings,
            int.MaxValue,
            static attributes => new LaneObservation(attributes),
            MeterIdentity.Of(instrument.Meter));
        _series = new LaneObservation[attribute is null ? 1 : values.Length];
        for (var i = 0; i < _series.Length; i++)
        {
            _series[i] = attribute is null ? family.Series() : family.Series(new KeyValuePair<string, object?>(attribute, values[i]));
        }

        Instrument = instrument.Name;
        Stream = family;
    }

    /// <summary>The instrument's name.</summary>
    public string Instrument { get; }

    public SeriesStream Stream { get; }

    /// <summary>How many series there are.</summary>
    public int Count => _series.Length;

    /// <summary>The series at a place; the first where there is but one.</summary>
    public LaneObservation this[int place] => _series[place];
}
