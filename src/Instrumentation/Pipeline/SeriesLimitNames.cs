using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Finds an instrument's series limit. <c>SeriesLimits</c> names an instrument, or its family as the page shows it, as environment variables cannot hold dots.
/// </summary>
internal static class SeriesLimitNames
{
    /// <summary>The limit of an instrument: its own, or the general one.</summary>
    public static int LimitOf(PrometheusSettings settings, string instrument, string? unit) =>
        NamedLimit(settings, instrument, unit) ?? settings.SeriesLimit;

    /// <summary>The limit that <c>SeriesLimits</c> gives an instrument; null if it names none.</summary>
    public static int? NamedLimit(PrometheusSettings settings, string instrument, string? unit)
    {
        foreach (var (name, limit) in settings.SeriesLimits)
        {
            if (Matches(name, instrument, unit))
            {
                return limit;
            }
        }

        return null;
    }

    private static bool Matches(string setting, string instrument, string? unit) =>
        string.Equals(setting, instrument, StringComparison.OrdinalIgnoreCase)
        || string.Equals(setting, Family.Create(instrument, unit, null, FamilyType.Gauge).Name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(setting, Family.Create(instrument, unit, null, FamilyType.Counter).Name, StringComparison.OrdinalIgnoreCase);
}
