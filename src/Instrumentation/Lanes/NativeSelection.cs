using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;
using AspNetCorePrometheus.Instrumentation.Pipeline;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>Which histograms have exponential buckets: those that the setting names, by instrument or by family.</summary>
internal static class NativeSelection
{
    public static bool Includes(PrometheusSettings settings, string instrument, string? unit) =>
        settings.NativeHistograms
        && (NamePattern.MatchesAny(settings.NativeHistogramMetrics, instrument)
            || NamePattern.MatchesAny(
                settings.NativeHistogramMetrics,
                Family.Create(instrument, unit, null, FamilyType.Histogram, settings.Namespace).Name));
}
