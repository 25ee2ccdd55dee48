using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(PrometheusHostingStartup))]

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// The declared way in: ASP.NET Core finds it through <c>ASPNETCORE_HOSTINGSTARTUPASSEMBLIES</c>.
/// </summary>
/// <remarks>
/// It runs before the application's own registrations, so it registers nothing itself: it makes sure that the moment when
/// they are complete is seen, by the host's diagnostic event or, for hosts that raise none, by the provider factory.
/// </remarks>
public sealed class PrometheusHostingStartup : IHostingStartup
{
    /// <inheritdoc />
    public void Configure(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        HostBuildingObserver.Attach();
        builder.ConfigureServices(WatchProviderFactory);
    }

    // An exception in a queued delegate stops the host, unlike one in Configure.
    private static void WatchProviderFactory(WebHostBuilderContext context, IServiceCollection services)
    {
        try
        {
            FaultSeam.Pass(Boundaries.ProviderFactory);
            CompletingProviderFactory.Wrap(services, context.Configuration);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.WayInFailed, "way_in", exception))
        {
        }
    }
}
