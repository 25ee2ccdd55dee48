using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The start line of a host that has no page: once for the process, when such a host starts.</summary>
internal sealed class NoPageNotice(string reason) : IHostedService
{
    private static int _written;

    private static string Version { get; } =
        typeof(NoPageNotice).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _written, 1) == 0)
        {
            OwnLog.WriteAlways(LogEvents.Started, $"{Version}: no page: {reason}");
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
