using System.Globalization;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>Numbers in labels as OpenMetrics has them, found the slow and obvious way.</summary>
internal static class CanonicalText
{
    /// <summary>Go's %g with the fewest digits that read back, and .0 on what would look like an integer.</summary>
    public static string Of(double value)
    {
        if (value == 0 || !double.IsFinite(value))
        {
            return value switch
            {
                0 => "0.0",
                double.PositiveInfinity => "+Inf",
                double.NegativeInfinity => "-Inf",
                _ => "NaN",
            };
        }

        var scientific = Enumerable.Range(0, 18)
            .Select(digits => value.ToString($"E{digits}", CultureInfo.InvariantCulture))
            .First(text => double.Parse(text, CultureInfo.InvariantCulture).Equals(value));
        var parts = scientific.Split('E');
        var exponent = int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -4 or >= 6)
        {
            var size = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
            return parts[0] + (exponent < 0 ? "e-" : "e+") + size;
        }

        // Every such number has at most 16 + 5 places, which decimals show exactly as the digits above give them.
        return decimal.Parse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture)
            .ToString("0.0###########################", CultureInfo.InvariantCulture);
    }
}
