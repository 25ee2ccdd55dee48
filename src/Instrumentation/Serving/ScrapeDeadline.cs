using System.Diagnostics;
using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>
/// Until when a scraper waits for its page, as Prometheus says in a header; a little before that it is told that there is none.
/// </summary>
internal readonly struct ScrapeDeadline
{
    public const string Header = "X-Prometheus-Scrape-Timeout-Seconds";

    /// <summary>For whoever does not say, and the most that is believed.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="Usual"/>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // The answer must reach the scraper, and it may have asked a moment ago.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(0.5);

    private readonly long _asked;
    private ScrapeDeadline(TimeSpan limit)
    {
        _asked = Stopwatch.GetTimestamp();
        Limit = limit;
    }

    /// <summary>The whole time, from when it was asked.</summary>
    public TimeSpan Limit { get; }

    /// <summary>What is left of the time; never less than nothing.</summary>
    public TimeSpan Left => Limit - Stopwatch.GetElapsedTime(_asked) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    /// <summary>The time from now on of a scrape with this header; null or nonsense gives the usual one.</summary>
    public static ScrapeDeadline Of(string? header) => new(Told(header));

    private static TimeSpan Told(string? header)
    {
        if (!double.TryParse(header, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || !(seconds > 0))
        {
            return Usual;
        }

        // Very short times keep three quarters.
        var told = TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds));
        return told - TimeSpan.FromTicks(Math.Min(Margin.Ticks, told.Ticks / 4));
    }
}
