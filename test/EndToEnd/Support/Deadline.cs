using System.Diagnostics;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>Waits by asking again and again, never by sleeping for a guessed time.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether the condition held before the time was over.</summary>
    public static async Task<bool> MetAsync(Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > (limit ?? Default))
            {
                return false;
            }

            await Task.Delay(Pause);
        }

        return true;
    }
}
