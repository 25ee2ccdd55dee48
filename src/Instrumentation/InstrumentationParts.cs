using System.Collections.Concurrent;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.Instrumentation.Models;
using AspNetCorePrometheus.Instrumentation.Requests;

namespace AspNetCorePrometheus.Instrumentation;

/// <summary>The registry of instrumentations: a switch and a way to make each. Adding one is a folder and a line here.</summary>
internal static class InstrumentationParts
{
    private static readonly Entry[] All =
    [
        new("requests", settings => settings.ExportRequests, settings => new RequestInstrumentation(settings)),
        new("migrations", settings => settings.ExportMigrations, settings => new MigrationInstrumentation(settings)),
        new("caches", settings => settings.ExportCaches, settings => new CacheInstrumentation(settings)),
        new("databases", settings => settings.ExportDatabases, settings => new DatabaseInstrumentation(settings)),
        new("models", settings => settings.ExportModels, settings => new ModelInstrumentation(settings)),
    ];

    /// <summary>
    /// Makes those whose switch is on, and tells of each whether it works. One that cannot be made is reported and left out.
    /// </summary>
    public static IReadOnlyList<IInstrumentationPart> Make(
        PrometheusSettings settings, ConcurrentDictionary<string, bool> active)
    {
        var parts = new List<IInstrumentationPart>();
        foreach (var (name, isOn, make) in All)
        {
            active[name] = false;
            try
            {
                FaultSeam.Pass(Boundaries.PartMade);
                if (isOn(settings))
                {
                    parts.Add(make(settings));
                    active[name] = true;
                }
            }
            catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "composition", exception))
            {
            }
        }

        new EfCoreSubscription([.. parts.OfType<IEfCoreInstrumentation>()]).Start();
        return parts;
    }

    private sealed record Entry(
        string Name, Func<PrometheusSettings, bool> IsOn, Func<PrometheusSettings, IInstrumentationPart> Make);
}
