using System.Diagnostics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The trace that a measurement is part of: the running one, unless the measurement was made before.</summary>
internal readonly struct MeasuredTrace
{
    private readonly bool _isPast;
    private readonly Activity? _past;

    /// <summary>A measurement that was made in this activity, or in none.</summary>
    public MeasuredTrace(Activity? past)
    {
        _isPast = true;
        _past = past;
    }

    public Activity? Activity => _isPast ? _past : Activity.Current;
}
