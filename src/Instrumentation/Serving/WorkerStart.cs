using AspNetCorePrometheus.HostingStartup;
using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>What waits until a host without a server has started, as <see cref="HostStarted"/> does for the others.</summary>
internal sealed class WorkerStart(ServingPlace place, Action? work, Action follow) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            FaultSeam.Pass(Boundaries.WorkerStart);
            HostStarted.Begin(null, place, work);
            follow();
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.CompositionFailed, "worker", exception))
        {
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
