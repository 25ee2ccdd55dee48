namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The names of one family in both formats.</summary>
/// <param name="Text">Family and sample name in text 0.0.4.</param>
/// <param name="OpenMetrics">Family name in OpenMetrics, without <c>_total</c> or <c>_info</c>.</param>
/// <param name="OpenMetricsSample">Sample name of counters, gauges and infos in OpenMetrics.</param>
/// <param name="Unit">The unit as a word, empty where there is none.</param>
internal sealed record FamilyNames(string Text, string OpenMetrics, string OpenMetricsSample, string Unit);
