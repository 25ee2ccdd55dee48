using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>What happens once for each host: marker, preflight, settings, and the step over the wall.</summary>
internal static class Composition
{
    /// <summary>
    /// Adds the instrumentation to a collection that the application has finished. Every way in leads here; the second one
    /// for the same collection does nothing. Never throws, unless <c>FailFast</c> is set.
    /// </summary>
    /// <param name="services">The host's registrations.</param>
    /// <param name="configuration">The host's configuration.</param>
    /// <param name="isGenericHost">
    /// Whether a host without a server is a worker. A classic web host passes here with a collection that has none yet.
    /// </param>
    public static void Complete(IServiceCollection services, IConfiguration configuration, bool isGenericHost = false)
    {
        try
        {
            FaultSeam.Pass(Boundaries.Composition);
            if (!Find(services, typeof(Marker)) && (HasServer(services) || isGenericHost))
            {
                Run(services, configuration);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CompositionFailed, "composition", exception))
        {
        }
    }

    private static void Run(IServiceCollection services, IConfiguration configuration)
    {
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
        if (!settings.Enabled)
        {
            return;
        }

        if (HasServer(services) || CanServe(services, settings))
        {
            InstrumentationLoader.Instance.AddTo(services, configuration, settings);
            OwnLog.Write(OwnLogLevel.Debug, LogEvents.Composed, Took(started));
        }
    }

    // A process without ASP.NET Core cannot even ask.
    private static bool HasServer(IServiceCollection services) => SharedFramework.IsBound && FindServer(services);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FindServer(IServiceCollection services) => Find(services, typeof(IServer));

    // A worker has a page at the own port or pushes, or has a line that says why it does neither.
    private static bool CanServe(IServiceCollection services, PrometheusSettings settings)
    {
        var reason = !settings.OwnPort.IsWanted && settings.OtlpEndpoint is null
            ? "this host has no server, and neither Port nor OtlpEndpoint is set"
            : !SharedFramework.TryJoin() ? "this host has no server, and its runtime has no ASP.NET Core beside it"
            : null;
        if (reason is not null)
        {
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(new NoPageNotice(reason)));
        }

        return reason is null;
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
