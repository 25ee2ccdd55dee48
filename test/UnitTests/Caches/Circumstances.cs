namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>
/// What befalls the calls of a stand-in: the key <c>broken</c> throws at once, <c>fails</c> later, <c>waits</c> is never
/// answered, and all answer late on demand.
/// </summary>
internal static class Circumstances
{
    public static void Check(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key is "broken" or "fails")
        {
            throw new InvalidOperationException(key);
        }
    }

    public static Task Wait(string key, bool isLate, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key switch
        {
            "broken" => throw new InvalidOperationException(key),
            "waits" => Task.Delay(Timeout.InfiniteTimeSpan, token),
            _ => Later(),
        };

        async Task Later()
        {
            if (isLate)
            {
                await Task.Delay(5, token);
            }

            token.ThrowIfCancellationRequested();
            Check(key);
        }
    }

    public static ValueTask<T> Answer<T>(string key, bool isLate, Func<T> value, CancellationToken token)
    {
        return new(After(Wait(key, isLate, token)));

        async Task<T> After(Task waiting)
        {
            await waiting;
            return value();
        }
    }

    public static ValueTask Do(string key, bool isLate, Action action, CancellationToken token)
    {
        return new(After(Wait(key, isLate, token)));

        async Task After(Task waiting)
        {
            await waiting;
            action();
        }
    }
}
