using System.Globalization;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.Bench.Commands;

/// <summary>What one command has cost a host: microseconds of processor time and allocated bytes.</summary>
internal readonly record struct Cost(double Processor, double Bytes)
{
    /// <summary>Lets a host repeat a command and divides what it tells.</summary>
    public static async Task<Cost> MeasureAsync(AppProcess host, string command, int count)
    {
        var told = (await host.Client.GetStringAsync(new Uri($"/load/{command}/{count}", UriKind.Relative)))
            .Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new Cost(told[0] / TimeSpan.TicksPerMicrosecond / count, told[1] / count);
    }
}
