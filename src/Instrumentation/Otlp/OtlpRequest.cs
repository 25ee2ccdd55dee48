using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Otlp;

/// <summary>
/// Writes an <c>ExportMetricsServiceRequest</c> of what the page shows: the same streams, added up in the same way, under the names
/// and attributes that they have in OpenTelemetry.
/// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/collector/metrics/v1/metrics_service.proto
/// </summary>
internal sealed class OtlpRequest(PrometheusSettings settings)
{
    private const long NanosecondsInTick = 100;
    private const int Cumulative = 2;

    private readonly IReadOnlyDictionary<string, string> _resource = ResourceAttributes.ReadForPush();

    // Before the process there was nothing to count, and runtime and process count from its start.
    private readonly long _started = Nanoseconds(Process.GetCurrentProcess().StartTime.ToUniversalTime());

    /// <summary>Writes the families of a catalogue that has just been brought up to date; answers the sample lines that they are on a page.</summary>
    /// <exception cref="PageTooLargeException">The buffer is beyond its limit.</exception>
    public long Write(IReadOnlyList<FamilySlot> slots, PageBuffer buffer)
    {
        var message = new ProtobufFields(buffer);
        var attributes = new OtlpAttributes(message, settings.Labels);
        var points = new OtlpPoints(message, attributes, _started, Nanoseconds(DateTime.UtcNow));

        var metrics = message.Open(1);
        Resource(message, attributes);
        foreach (var slot in slots)
        {
            slot.Begin();
        }

        foreach (var meter in ByMeter(slots))
        {
            var scoped = message.Open(2);
            Scope(message, attributes, meter.Key);
            foreach (var metric in meter.GroupBy(entry => entry.Slot, entry => entry.Stream))
            {
                Metric(message, points, metric.Key, [.. metric]);
            }

            if (meter.Key.SchemaUrl.Length > 0)
            {
                message.Text(3, meter.Key.SchemaUrl);
            }

            message.Close(scoped);
        }

        message.Close(metrics);
        return points.Series;
    }

    // The info family is the resource.
    private static IEnumerable<IGrouping<MeterIdentity, (FamilySlot Slot, SeriesStream Stream)>> ByMeter(
        IReadOnlyList<FamilySlot> slots) =>
        slots.Where(slot => slot.Family.Type != FamilyType.Info)
            .SelectMany(slot => slot.Streams, (slot, stream) => (Slot: slot, Stream: stream))
            .Where(entry => !entry.Stream.IsEmpty)
            .GroupBy(entry => entry.Stream.Meter);

    private static long Nanoseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * NanosecondsInTick;

    private void Resource(ProtobufFields message, OtlpAttributes attributes)
    {
        var resource = message.Open(1);
        foreach (var (key, value) in _resource)
        {
            attributes.Attribute(1, key, value);
        }

        message.Close(resource);
    }

    private static void Scope(ProtobufFields message, OtlpAttributes attributes, MeterIdentity meter)
    {
        var scope = message.Open(1);
        message.Text(1, meter.Name);
        message.Text(2, meter.Version);
        foreach (var (key, value) in meter.Attributes)
        {
            attributes.Attribute(3, key, value);
        }

        message.Close(scope);
    }

    private static void Metric(ProtobufFields message, OtlpPoints points, FamilySlot slot, SeriesStream[] streams)
    {
        var family = streams[0].Family;
        var metric = message.Open(2);
        message.Text(1, family.Instrument);
        message.Text(2, family.Help);
        message.Text(3, family.InstrumentUnit);

        var isHistogram = family.Type == FamilyType.Histogram;
        points.IsGauge = !isHistogram && !Array.TrueForAll(streams, static stream => stream.IsAdditive);
        var data = message.Open(isHistogram ? 9 : points.IsGauge ? 5 : 7);
        Points(points, slot, streams);
        if (!points.IsGauge)
        {
            message.Number(2, Cumulative);
        }

        if (family.Type == FamilyType.Counter)
        {
            message.Number(3, 1);
        }

        message.Close(data);
        message.Close(metric);
    }

    // A series may stand in a metric once only: streams of several hosts, and what ended ones left, are added up.
    private static void Points(OtlpPoints points, FamilySlot slot, SeriesStream[] streams)
    {
        if (streams is [var single])
        {
            single.WriteTo(points, slot);
            return;
        }

        var sum = new SeriesSum();
        foreach (var stream in streams)
        {
            sum.LastHolds = !stream.IsAdditive;
            stream.WriteTo(sum, slot);
        }

        sum.WriteTo(points);
    }
}
