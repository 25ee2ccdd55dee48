namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>Waits for what another thread is about to do.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task True(Func<bool> condition, string what)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > deadline)
            {
                throw new TimeoutException("It did not come about: " + what);
            }

            await Task.Delay(5);
        }
    }
}
