using System.Diagnostics;
using AspNetCorePrometheus.Bench.Support;

namespace AspNetCorePrometheus.Bench.StartUp;

/// <summary>Starts an application on a free port, waits for its first answer and ends it.</summary>
internal static class StartedApplication
{
    public static async Task<FirstAnswer> MeasureAsync(string application, string path, string? home)
    {
        var started = Stopwatch.GetTimestamp();
        await using var running = Application.Start([Path.GetFullPath(application)], home);
        await running.AnswersAsync(path);
        var elapsed = Stopwatch.GetElapsedTime(started);
        running.Process.Refresh();
        return new FirstAnswer(elapsed, running.Process.TotalProcessorTime);
    }
}
