using System.Collections.Concurrent;
using System.Diagnostics;

namespace Caches;

/// <summary>
/// What the application itself has seen of its look-ups: how often each outcome, how long its median took and how long nine of ten at the most.
/// </summary>
public sealed class Outcomes
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _milliseconds = new();

    public string Add(string outcome, long started)
    {
        _milliseconds.GetOrAdd(outcome, _ => new()).Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return outcome;
    }

    /// <summary>A failure by its type and the beginning of its message: what follows differs from call to call.</summary>
    public string Add(Exception exception, long started) =>
        Add($"{exception.GetType().FullName}: {exception.Message.Split(',', ';')[0]}", started);

    public Dictionary<string, Outcome> All() => _milliseconds.ToDictionary(outcome => outcome.Key, outcome =>
    {
        var sorted = outcome.Value.Order().ToList();
        return new Outcome(sorted.Count, sorted[sorted.Count / 2], sorted[sorted.Count * 9 / 10]);
    });
}
