using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using AspNetCorePrometheus.Instrumentation.Exposition;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>What the framework itself measures of the requests of one application, as labels of the page.</summary>
internal sealed class FrameworkMeasurements : IDisposable
{
    private readonly MeterListener _listener = new();

    public FrameworkMeasurements(IServiceProvider services)
    {
        var factory = services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "http.server.request.duration" && instrument.Meter.Scope == factory)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Durations.Enqueue(tags.ToArray()));
        _listener.Start();
    }

    public ConcurrentQueue<KeyValuePair<string, object?>[]> Durations { get; } = [];

    public async Task<KeyValuePair<string, object?>[]> Next()
    {
        KeyValuePair<string, object?>[]? next = null;
        await Eventually.True(() => Durations.TryDequeue(out next), "a measurement of the framework");
        return next!;
    }

    public static string Labels(params KeyValuePair<string, object?>[] tags) =>
        Encoding.UTF8.GetString(LabelSet.Create(tags, histogram: true).Span);

    public void Dispose() => _listener.Dispose();
}
