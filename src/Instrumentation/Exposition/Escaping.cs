namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Escapes text for the page
/// (https://prometheus.io/docs/instrumenting/exposition_formats/#comments-help-text-and-type-information).
/// </summary>
internal static class Escaping
{
    /// <summary>Help in text 0.0.4, where quotes stand for themselves.</summary>
    public static string Help(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Label values in both formats, and help in OpenMetrics.</summary>
    public static string Quoted(string text) => Help(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}
