namespace AspNetCorePrometheus.HostingStartup;

/// <summary>One key of the section: its default as an operator would write it, what it means, and how it is read.</summary>
/// <param name="Key">The key below the section <c>Prometheus</c>.</param>
/// <param name="Default">The default, in the form in which it could be set; empty for none.</param>
/// <param name="Meaning">One sentence for the documentation.</param>
/// <param name="Apply">Puts a value into the settings. Throws <see cref="FormatException"/> with the reason if it is bad.</param>
/// <param name="Fallback">What holds after a bad value; null for the default.</param>
internal sealed record SettingDefinition(
    string Key,
    string Default,
    string Meaning,
    Func<PrometheusSettings, SettingValue, PrometheusSettings> Apply,
    SettingFallback? Fallback = null);
