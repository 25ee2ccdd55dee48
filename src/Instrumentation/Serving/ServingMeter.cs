using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using AspNetCorePrometheus.Instrumentation.Serving.Guards;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>What the drop-in tells of serving the page: the own port's addresses, and scrapes that were refused.</summary>
internal sealed class ServingMeter
{
    private IPEndPoint[] _listeners = [];

    public DeniedScrapes Denied { get; } = new();

    /// <summary>The addresses of the own port; none while it is not open.</summary>
    public void Listens(IPEndPoint[] listeners) => Volatile.Write(ref _listeners, listeners);

    public void AddTo(Meter meter)
    {
        meter.CreateObservableGauge(
            "aspnetcore_prometheus.listener_info", Listeners, null, "Address and port of the drop-in's own listener; the value is 1.");
        meter.CreateObservableCounter(
            "aspnetcore_prometheus.denied_scrapes", Denials, "{scrape}", "Scrapes that the guards refused.");
    }

    private IEnumerable<Measurement<long>> Listeners()
    {
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            yield return new(
                1,
                new KeyValuePair<string, object?>("address", listener.Address.ToString()),
                new KeyValuePair<string, object?>("port", listener.Port.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private IEnumerable<Measurement<long>> Denials()
    {
        for (var i = 0; i < DeniedScrapes.Reasons.Count; i++)
        {
            yield return new(Denied.Count(i), new KeyValuePair<string, object?>("reason", DeniedScrapes.Reasons[i]));
        }
    }
}
