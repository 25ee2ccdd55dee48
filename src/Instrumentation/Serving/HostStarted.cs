using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Self;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// What waits until a host has started: the work that its start should not wait for, and the one line that says where the page is,
/// as the addresses are known then.
/// </summary>
internal static class HostStarted
{
    // The first requests come at once, and what is put off here would compete with them for the compiler.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    public static void Register(IApplicationBuilder app, ServingPlace place, Action? work)
    {
        var addresses = app.ServerFeatures.Get<IServerAddressesFeature>();
        app.ApplicationServices.GetService<IHostApplicationLifetime>()?.ApplicationStarted.Register(
            () => Begin(place.Settings.OwnPort.Only ? null : addresses?.Addresses ?? [], place, work));
    }

    /// <summary>Writes the line and then does the work, on a thread of its own.</summary>
    /// <param name="addresses">The addresses of the host's server that serve the page; null if they do not.</param>
    /// <param name="place">Where the page is served.</param>
    /// <param name="work">What is put off, or null.</param>
    public static void Begin(IEnumerable<string>? addresses, ServingPlace place, Action? work) => OwnThread.Start("start", () =>
    {
        Write(addresses, place);
        place.Guard.Check();
        if (work is not null)
        {
            Thread.Sleep(Quiet);
            work();
        }
    });

    private static void Write(IEnumerable<string>? addresses, ServingPlace place)
    {
        string[] pages = [.. PageAddress.AtServer(addresses, place.Settings.Path), .. place.OwnPages?.Invoke() ?? []];
        if (pages.Length == 0)
        {
            OwnLog.WriteAlways(LogEvents.Started, $"{SelfMeter.Version}: no page: no own port is open");
            return;
        }

        OwnLog.WriteAlways(
            LogEvents.Started, $"{SelfMeter.Version}: metrics at {string.Join(' ', pages)} ({place.Guard.Description})");
        if (!place.Settings.Guards.Any && !pages.All(PageAddress.IsLocal))
        {
            OwnLog.Write(
                OwnLogLevel.Warning, LogEvents.Unguarded, "the page can be reached from other machines and nothing guards it");
        }
    }
}
