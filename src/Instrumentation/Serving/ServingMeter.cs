using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using AspNetCorePrometheus.Instrumentation.Pipeline;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>What the drop-in tells of serving the page: the own port's addresses, and scrapes that were refused.</summary>
internal sealed class ServingMeter
{
    private readonly ObservedSet<long> _denials = new("reason");

    private Measurement<long>[] _listeners = [];

    public DeniedScrapes Denied { get; } = new();

    /// <summary>The addresses of the own port; none while it is not open.</summary>
    public void Listens(IPEndPoint[] listeners) => Volatile.Write(ref _listeners, Array.ConvertAll(listeners, Told));

    public void AddTo(Meter meter)
    {
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.listener_info",
            Observed.Array(() => Volatile.Read(ref _listeners)),
            null,
            "Address and port of the drop-in's own listener; the value is 1.");
        meter.CreateObservableCounter(
            "aspnetcore_prometheus.denied_scrapes", Observed.Array(Denials), "{scrape}", "Scrapes that the guards refused.");
    }

    private static Measurement<long> Told(IPEndPoint listener) => new(
        1,
        new KeyValuePair<string, object?>("address", listener.Address.ToString()),
        new KeyValuePair<string, object?>("port", listener.Port.ToString(CultureInfo.InvariantCulture)));

    private Measurement<long>[] Denials()
    {
        for (var reason = 0; reason < DeniedScrapes.Reasons.Count; reason++)
        {
            _denials.Set(DeniedScrapes.Reasons[reason], Denied.Count(reason));
        }

        return _denials.All;
    }
}
