using System.Net;
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

    public static void Register(IApplicationBuilder app, PrometheusSettings settings, Action? work)
    {
        var addresses = app.ServerFeatures.Get<IServerAddressesFeature>();
        app.ApplicationServices.GetService<IHostApplicationLifetime>()?.ApplicationStarted.Register(() => OwnThread.Start("start", () =>
        {
            Write([.. addresses?.Addresses ?? []], settings);
            if (work is not null)
            {
                Thread.Sleep(Quiet);
                work();
            }
        }));
    }

    private static void Write(string[] addresses, PrometheusSettings settings)
    {
        var pages = addresses.Length == 0
            ? settings.Path
            : string.Join(' ', addresses.Select(address => 
                IsSocket(address) ? $"{settings.Path} on {address}" : address.TrimEnd('/') + settings.Path));
        OwnLog.WriteAlways(LogEvents.Started, $"{SelfMeter.Version}: metrics at {pages} (no guard)");
        if (!addresses.All(IsLoopback))
        {
            OwnLog.Write(
                OwnLogLevel.Warning, LogEvents.Unguarded, "the page can be reached from other machines and nothing guards it");
        }
    }

    private static bool IsLoopback(string address) =>
        IsSocket(address)
        || (Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))));

    // Kestrel's form for a Unix domain socket: http://unix:/path.
    private static bool IsSocket(string address) => address.Contains("://unix:", StringComparison.OrdinalIgnoreCase);
}
