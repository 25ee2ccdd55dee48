using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>A series that takes the measurements of an instrument.</summary>
internal interface IMeasuredSeries
{
    /// <summary>Counts a measurement.</summary>
    /// <param name="value">In the family's unit.</param>
    /// <param name="activity">The trace that it is part of, or null.</param>
    void Record(double value, Activity? activity);

    /// <summary>Counts a measurement that was made before.</summary>
    /// <param name="value">In the family's unit.</param>
    /// <param name="trace">The sampled trace in which it was made, or null.</param>
    void RecordPast(double value, PastTrace? trace);
}
