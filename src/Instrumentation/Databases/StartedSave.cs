using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>A call of <c>SaveChanges</c>, which counts once.</summary>
/// <param name="timestamp">When it began, in stopwatch ticks.</param>
/// <param name="context">The context's name.</param>
/// <param name="families">Where it counts.</param>
internal sealed class StartedSave(long timestamp, string context, DatabaseFamilies families) : IOpenSave
{
    private PastTrace? _trace;
    private string? _race;
    private long _lostAt;
    private bool _isCounted;

    public bool MayHaveFailed { get; set; }

    /// <summary>The last command that was executed, not yet recorded.</summary>
    public SavedCommand? Last { get; set; }

    /// <summary>What the last command that failed has been recorded with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>A row was not as expected, which ends the save unless an interceptor lets it go on.</summary>
    public void LoseRace(string error, long now)
    {
        MayHaveFailed = true;
        _race = error;
        _trace = families.Trace;
        _lostAt = now;
    }

    /// <summary>It has failed by the race that it lost.</summary>
    public void Fail() => Count(_race, _lostAt, _trace);

    /// <summary>Counts it, unless that has been done.</summary>
    /// <param name="error">The error's type; null for a success.</param>
    /// <param name="now">In stopwatch ticks.</param>
    public void Count(string? error, long now) => Count(error, now, families.Trace);

    private void Count(string? error, long now, PastTrace? trace)
    {
        if (_isCounted)
        {
            return;
        }

        _isCounted = true;
        var name = new KeyValuePair<string, object?>(ContextNames.Attribute, context);
        var durations = families.SaveChangesDuration;
        var series = error is null ? durations.Series(name) : durations.Series(name, new(DatabaseAttributes.ErrorType, error));
        series.RecordPast(now - timestamp, trace);
    }
}
