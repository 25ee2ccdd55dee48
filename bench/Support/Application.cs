using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AspNetCorePrometheus.Bench.Support;

/// <summary>An application as a process of its own, on a free port, with or without the drop-in. It ends when disposed of.</summary>
public sealed class Application : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string _database;

    private Application(Process process, Uri address, string database)
    {
        _database = database;
        Process = process;
        Client = new HttpClient { BaseAddress = address };
    }

    public Process Process { get; }

    public HttpClient Client { get; }

    /// <summary>Starts an application; it may not answer yet.</summary>
    /// <param name="arguments">The application's file and what it is given.</param>
    /// <param name="home">The drop-in folder, or null to run without it.</param>
    /// <param name="environment">Further variables.</param>
    public static Application Start(
        IEnumerable<string> arguments, string? home, params ReadOnlySpan<(string Key, string Value)> environment)
    {
        string[] command = [.. arguments];
        var port = FreePort();
        var database = Path.Combine(Path.GetTempPath(), $"bench-{Guid.NewGuid():n}.db");
        var start = new ProcessStartInfo("dotnet", command)
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(command[0]))!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        start.Environment["ConnectionStrings__Shop"] = $"Data Source={database}";
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        if (home is not null)
        {
            DropIn.AddTo(start.Environment, home);
        }

        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Application(process, new Uri($"http://127.0.0.1:{port}"), database);
    }

    /// <summary>Waits until a path is answered with success.</summary>
    public async Task AnswersAsync(string path)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (!Process.HasExited && Stopwatch.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(1);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
        File.Delete(_database);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
