using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace LastingWorker;

internal sealed class Job(IMeterFactory meters) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        meters.Create("LastingWorker").CreateCounter<int>("jobs.done").Add(3);
        Console.WriteLine("working");
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
