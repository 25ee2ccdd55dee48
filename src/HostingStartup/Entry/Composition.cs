using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>What happens once for each host: marker, preflight, settings, and the step over the wall.</summary>
internal static class Composition
{
    /// <summary>
    /// Adds the instrumentation to a collection that the application has finished. Every way in leads here; the second one
    /// for the same collection does nothing. Never throws, unless <c>FailFast</c> is set.
    /// </summary>
    public static void Complete(IServiceCollection services, IConfiguration configuration)
    {
        try
        {
            Run(services, configuration);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CompositionFailed, "composition", exception))
        {
        }
    }

    private static void Run(IServiceCollection services, IConfiguration configuration)
    {
        if (Find(services, typeof(Marker)) || !Find(services, typeof(IServer)))
        {
            return;
        }

        var started = Stopwatch.GetTimestamp();
        services.AddSingleton(Marker.Instance);
        var source = SettingsSource.For(configuration);
        var (settings, problems) = SettingsReader.Read(source);
        OwnLog.Configure(settings.LogLevel, settings.LogFile);
        if (Preflight.FirstObjection(source) is { } objection)
        {
            OwnLog.Write(OwnLogLevel.Information, LogEvents.StayedOut, objection);
            return;
        }

        FaultReport.FailFast = settings.FailFast;
        SettingsReport.Publish(problems, settings.FailFast);
        if (settings.Enabled)
        {
            InstrumentationLoader.Instance.AddTo(services, configuration, settings);
            OwnLog.Write(OwnLogLevel.Debug, LogEvents.Composed, Took(started));
        }
    }

    private static string Took(long started) => string.Create(
        CultureInfo.InvariantCulture, $"composed in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:f1} ms");

    private static bool Find(IServiceCollection services, Type type)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].ServiceType == type)
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Marker
    {
        public static readonly Marker Instance = new();
    }
}
