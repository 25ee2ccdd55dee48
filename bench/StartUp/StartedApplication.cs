using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AspNetCorePrometheus.Bench.StartUp;

/// <summary>Starts an application on a free port, waits for its first answer and ends it.</summary>
internal static class StartedApplication
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<FirstAnswer> MeasureAsync(string application, string path, string? home)
    {
        var port = FreePort();
        using var client = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{port}{path}");
        var database = Path.Combine(Path.GetTempPath(), $"startup-{Guid.NewGuid():n}.db");
        var started = Stopwatch.GetTimestamp();
        using var process = Start(application, port, home, database);
        try
        {
            while (true)
            {
                try
                {
                    using var answer = await client.GetAsync(address);
                    answer.EnsureSuccessStatusCode();
                    break;
                }
                catch (HttpRequestException) when (!process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
                {
                    await Task.Delay(1);
                }
            }

            var elapsed = Stopwatch.GetElapsedTime(started);
            process.Refresh();
            return new FirstAnswer(elapsed, process.TotalProcessorTime);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            File.Delete(database);
        }
    }

    private static Process Start(string application, int port, string? home, string database)
    {
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(application)])
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(application))!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["ConnectionStrings__Shop"] = $"Data Source={database}";
        if (home is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(home, "AspNetCorePrometheus.StartupHook.dll");
            start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "AspNetCorePrometheus.HostingStartup";
        }

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
