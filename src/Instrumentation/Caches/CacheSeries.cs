namespace AspNetCorePrometheus.Instrumentation.Caches;

/// <summary>The series of one cache; they begin at 0, so that a rate has no gap.</summary>
internal sealed class CacheSeries
{
    public CacheSeries(CacheFamilies families, string system, string name, bool isTimed, bool hasRefresh = false, bool hasGet = true)
    {
        MeasuredOperation Make(string operation, string done, string? missed, bool isCounted = true)
        {
            var counter = (string result) => isCounted
                ? families.Requests.Series(
                    new(CacheWords.System, system),
                    new(CacheWords.Name, name),
                    new(CacheWords.Operation, operation),
                    new(CacheWords.Result, result))
                : null;
            var duration = isTimed
                ? families.Duration.Series(
                    new(CacheWords.System, system), new(CacheWords.Name, name), new(CacheWords.Operation, operation))
                : null;
            var found = counter(done);
            return new MeasuredOperation(found, missed is null ? found : counter(missed), counter(CacheWords.Error), duration);
        }

        Get = hasGet || isTimed ? Make(CacheWords.Get, CacheWords.Hit, CacheWords.Miss, hasGet) : null;
        Set = Make(CacheWords.Set, CacheWords.Ok, null);
        Remove = Make(CacheWords.Remove, CacheWords.Ok, null);
        Refresh = hasRefresh ? Make(CacheWords.Refresh, CacheWords.Ok, null) : Remove;
    }

    /// <summary>Only timed where look-ups are counted elsewhere, and null if they are not timed either.</summary>
    public MeasuredOperation? Get { get; }

    public MeasuredOperation Set { get; }

    public MeasuredOperation Remove { get; }

    public MeasuredOperation Refresh { get; }
}
