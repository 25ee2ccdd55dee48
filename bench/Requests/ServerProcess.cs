using System.Diagnostics;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.Requests;

/// <summary>The hosts of <see cref="MinimalServer"/> in a process of their own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, IReadOnlyList<LoadedHost> hosts)
    {
        _process = process;
        Hosts = hosts;
    }

    /// <summary>Without the drop-in, without it again, and with it.</summary>
    public IReadOnlyList<LoadedHost> Hosts { get; }

    /// <summary>Starts the process. Throws <see cref="InvalidOperationException"/> if the hosts do not differ as they should.</summary>
    public static async Task<ServerProcess> StartAsync(string home)
    {
        var start = new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], "serve"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        DropIn.AddTo(start.Environment, home);
        var process = Process.Start(start)!;
        var addresses = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has ended.");
        var server = new ServerProcess(process, [.. addresses.Split(' ').Select(address => new LoadedHost(new Uri(address)))]);
        bool[] pages = await Task.WhenAll(server.Hosts.Select(host => host.HasPageAsync()));
        return pages is [false, false, true]
            ? server
            : throw new InvalidOperationException($"Pages of the hosts: {string.Join(", ", pages)}.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            host.Dispose();
        }

        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
