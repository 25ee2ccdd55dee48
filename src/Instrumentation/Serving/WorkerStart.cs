using Microsoft.Extensions.Hosting;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>What waits until a host without a server has started, as <see cref="HostStarted"/> does for the others.</summary>
internal sealed class WorkerStart(ServingPlace place, Action? work) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        HostStarted.Begin(null, place, work);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
