using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// Sees every generic host, slim and empty web applications and workers included, at the moment when the application's registrations are
/// complete and its service provider is not yet built.
/// </summary>
/// <remarks>
/// <c>HostBuilder.Build</c> and <c>HostApplicationBuilder.Build</c> write <c>HostBuilding</c> with an <see cref="IHostBuilder"/>
/// whose <c>ConfigureServices</c> is still honoured.
/// </remarks>
internal sealed class HostBuildingObserver : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string ListenerName = "Microsoft.Extensions.Hosting";
    private const string EventName = "HostBuilding";

    private static int _attached;

    /// <summary>Subscribes once for the whole process, whichever way in comes first. Never throws.</summary>
    public static void Attach()
    {
        if (Interlocked.Exchange(ref _attached, 1) == 0)
        {
            DiagnosticListener.AllListeners.Subscribe(new HostBuildingObserver());
        }
    }

    // Runs where the application, or any library of it, makes a listener.
    public void OnNext(DiagnosticListener value)
    {
        try
        {
            FaultSeam.Pass(Boundaries.HostListener);
            if (value.Name == ListenerName)
            {
                value.Subscribe(this, static name => name == EventName);
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.WayInFailed, "way_in", exception))
        {
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != EventName)
        {
            return;
        }

        try
        {
            FaultSeam.Pass(Boundaries.HostBuilding);
            (value.Value as IHostBuilder)?.ConfigureServices(Complete);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.WayInFailed, "way_in", exception))
        {
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private static void Complete(HostBuilderContext context, IServiceCollection services) =>
        Composition.Complete(services, context.Configuration, isGenericHost: true);
}
