using System.Collections;
using System.Net;
using System.Reflection;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>
/// The ports that a host's server is about to take, as far as they are known before it starts: were the own port among them, the
/// application would not start.
/// </summary>
internal static class ApplicationPorts
{
    private static readonly int[] Usual = [5000, 5001];

    /// <summary>Never throws for an address that cannot be read: that is the server's business.</summary>
    public static int[] Of(IApplicationBuilder app)
    {
        var services = app.ApplicationServices;
        var ports = Addresses(app.ServerFeatures.Get<IServerAddressesFeature>()?.Addresses ?? [])
            .Concat(Addresses(ConfiguredEndpoints(services)))
            .Concat(CodedEndpoints(services))
            .ToArray();
        return ports.Length > 0 ? ports : Usual;
    }

    private static IEnumerable<int> Addresses(IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (TryPort(address) is { } port)
            {
                yield return port;
            }
        }
    }

    private static int? TryPort(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Port;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<string> ConfiguredEndpoints(IServiceProvider services) =>
        services.GetService<IConfiguration>()?.GetSection("Kestrel:Endpoints").GetChildren()
            .Select(endpoint => endpoint["Url"]).OfType<string>() ?? [];

    // Endpoints of the application's code have no public list.
    private static int[] CodedEndpoints(IServiceProvider services)
    {
        try
        {
            FaultSeam.Pass(Boundaries.CodedEndpoints);
            var options = services.GetService<IOptions<KestrelServerOptions>>()?.Value;
            var listed = typeof(KestrelServerOptions)
                .GetProperty("CodeBackedListenOptions", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(options);
            return options is null ? []
                : (listed as IEnumerable ?? Array.Empty<object>()).OfType<ListenOptions>()
                    .Select(listen => listen.EndPoint).OfType<IPEndPoint>().Select(endpoint => endpoint.Port).ToArray();
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.OwnPortFailed, "own_port", exception))
        {
            return [];
        }
    }
}
