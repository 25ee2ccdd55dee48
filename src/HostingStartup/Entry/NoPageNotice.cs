using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The start line of a host that has no page: once for the process, when such a host starts.</summary>
internal sealed class NoPageNotice(string reason) : IHostedService
{
    private static int _written;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            FaultSeam.Pass(Boundaries.NoPageNotice);
            if (Interlocked.Exchange(ref _written, 1) == 0)
            {
                OwnLog.WriteAlways(LogEvents.Started, $"{Version()}: no page: {reason}");
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CompositionFailed, "worker", exception))
        {
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Not by an attribute: all of the assembly's would be read, and one of them is ASP.NET Core's, which may not be there.
    private static string Version() => typeof(NoPageNotice).Assembly.GetName().Version!.ToString(3);
}
