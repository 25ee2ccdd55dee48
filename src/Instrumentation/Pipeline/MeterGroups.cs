using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Which <c>Export…</c> switch a meter falls under; meters that no switch names are the application's own.</summary>
internal static class MeterGroups
{
    private static readonly (string Prefix, Func<PrometheusSettings, bool> Exported)[] Groups =
    [
        (OwnMeter.Name, _ => true),
        ("Microsoft.AspNetCore.", settings => settings.ExportRequests),
        ("System.Runtime", settings => settings.ExportRuntime),
        ("System.Net.", settings => settings.ExportHttpClient),
        ("Npgsql", settings => settings.ExportDatabases),
        ("MySqlConnector", settings => settings.ExportDatabases),
        ("Microsoft.EntityFrameworkCore", settings => settings.ExportDatabases),
        ("Microsoft.Extensions.Caching.", settings => settings.ExportCaches),
    ];

    public static bool IsExported(string meter, PrometheusSettings settings)
    {
        foreach (var (prefix, exported) in Groups)
        {
            if (meter.StartsWith(prefix, StringComparison.Ordinal)
                && (meter.Length == prefix.Length || prefix[^1] == '.' || meter[prefix.Length] == '.'))
            {
                return exported(settings);
            }
        }

        return settings.ExportApplicationMeters;
    }
}
