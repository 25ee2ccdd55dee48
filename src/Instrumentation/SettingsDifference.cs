using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>Tells which settings of a later host have no effect, as the process's pipeline runs by the first one's.</summary>
internal static class SettingsDifference
{
    private static readonly string[] OfEachHost =
    [
        "Path", "IgnoredPaths", "Enabled", "LogLevel", "LogFile", "FailFast", "OnlyOwnPort",
        "AllowedNetworks", "BearerToken", "BearerTokenFile", "BasicUser", "BasicPasswordHash",
    ];

    public static void Report(PrometheusSettings first, PrometheusSettings later)
    {
        if (ReferenceEquals(first, later))
        {
            return;
        }

        var differing = first.Given.Keys.Union(later.Given.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(key => first.Given.GetValueOrDefault(key) != later.Given.GetValueOrDefault(key))
            .Except(OfEachHost, StringComparer.OrdinalIgnoreCase)
            .ToArray();
        if (differing.Length > 0)
        {
            OwnLog.Write(
                OwnLogLevel.Warning,
                LogEvents.SettingsDiffer,
                "a later host of this process differs in settings that the first one rules: " + string.Join(", ", differing));
        }
    }
}
