namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// The escaping <c>dots</c> of names that hold letters, digits, underscores and colons only
/// (https://prometheus.io/docs/instrumenting/escaping_schemes/#dots-escaping-dots).
/// </summary>
internal static class DotsEscaping
{
    public static string Of(string name) => name.Replace("_", "__", StringComparison.Ordinal);

    /// <summary>A family's names; in OpenMetrics a counter's family stays its sample's name without the suffix.</summary>
    public static FamilyNames Of(FamilyNames names, FamilyType type)
    {
        var sample = Of(names.OpenMetricsSample);
        var family = type is FamilyType.Counter or FamilyType.Info
            ? sample[..^(names.OpenMetricsSample.Length - names.OpenMetricsSample.LastIndexOf('_'))]
            : sample;
        return new FamilyNames(Of(names.Text), family.Length > 0 ? family : "_", sample, names.Unit);
    }
}
