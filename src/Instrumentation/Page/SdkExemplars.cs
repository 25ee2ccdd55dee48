using AspNetCorePrometheus.Instrumentation.Exposition;
using OpenTelemetry.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>The exemplars that the SDK keeps for a series, in the form in which a page is written.</summary>
internal sealed class SdkExemplars
{
    private ExemplarSlots? _slots;

    /// <summary>The exemplars of a counter or histogram, until the next call; null if there are none.</summary>
    public ExemplarSlots? Read(in MetricPoint point, bool isWhole, BucketBounds? bounds)
    {
        if (!point.TryGetExemplars(out var exemplars))
        {
            return null;
        }

        _slots?.Clear();
        foreach (ref readonly var exemplar in exemplars)
        {
            if (exemplar.TraceId == default)
            {
                continue;
            }

            var value = isWhole ? exemplar.LongValue : exemplar.DoubleValue;
            _slots ??= new ExemplarSlots((bounds?.Bounds.Length ?? 0) + 1);
            _slots.Put(bounds?.IndexOf(value) ?? 0, new(
                value,
                exemplar.Timestamp.ToUnixTimeMilliseconds(),
                exemplar.TraceId.ToHexString(),
                exemplar.SpanId.ToHexString()));
        }

        return _slots;
    }
}
