using Microsoft.Extensions.Hosting;

namespace Worker;

internal sealed class Job(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine("working");
        lifetime.StopApplication();
        return Task.CompletedTask;
    }
}
