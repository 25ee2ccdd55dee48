using System.Collections.Concurrent;
using System.Diagnostics;

namespace Caches;

/// <summary>What the application itself has seen of its look-ups: how often each outcome, and how long its median took.</summary>
public sealed class Outcomes
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _milliseconds = new();

    public string Add(string outcome, long started)
    {
        _milliseconds.GetOrAdd(outcome, _ => new()).Enqueue(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return outcome;
    }

    public Dictionary<string, Outcome> All() => _milliseconds.ToDictionary(outcome => outcome.Key, outcome =>
    {
        var sorted = outcome.Value.Order().ToList();
        return new Outcome(sorted.Count, sorted[sorted.Count / 2]);
    });
}
