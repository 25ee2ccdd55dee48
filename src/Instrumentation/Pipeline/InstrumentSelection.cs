using System.Diagnostics.Metrics;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Decides which instruments of the process are collected by the SDK.</summary>
internal sealed class InstrumentSelection(PrometheusSettings settings)
{
    private const string MemoryPoolMeter = "Microsoft.AspNetCore.MemoryPool";

    public bool Includes(Instrument instrument)
    {
        var meter = instrument.Meter.Name;
        return MeterGroups.IsExported(meter, settings)
            && (meter == OwnMeter.Name || NamePattern.MatchesAny(settings.IncludeMeters, meter))
            && !NamePattern.MatchesAny(settings.ExcludeMeters, meter)
            && !(meter == "Microsoft.AspNetCore.Hosting" && IsMeasuredHere(instrument.Name))
            && (meter != MemoryPoolMeter || IsIncludedByName(MemoryPoolMeter));
    }

    // Measured by the request lane instead: the framework's route is that of the re-executed endpoint
    // (dotnet/aspnetcore#68551), and listening to its meter costs every request.
    private static bool IsMeasuredHere(string instrument) =>
        instrument is "http.server.request.duration" or "http.server.active_requests";

    // Written on every buffer rent, so that a general pattern is no wish to have it.
    private bool IsIncludedByName(string meter) =>
        settings.IncludeMeters.Any(pattern => pattern != "*" && NamePattern.Matches(pattern, meter));
}
