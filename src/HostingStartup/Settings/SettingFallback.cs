namespace AspNetCorePrometheus.HostingStartup;

/// <summary>What holds instead of a bad value where the default would open what the operator meant to close.</summary>
/// <param name="InForce">Plain words for the report.</param>
/// <param name="Apply">Puts it into force.</param>
internal sealed record SettingFallback(string InForce, Func<PrometheusSettings, PrometheusSettings> Apply);
