using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// Floating-point numbers inside label values: shortest digits, <c>.0</c> on whole ones, an exponent below 1e-4 and
/// from 1e6
/// (https://prometheus.io/docs/specs/om/open_metrics_spec/#considerations-canonical-numbers).
/// </summary>
internal static class CanonicalNumber
{
    public static string Format(double value)
    {
        if (value == 0)
        {
            return "0.0";
        }

        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        }

        var sign = value < 0 ? "-" : string.Empty;
        var (digits, exponent) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return exponent is < -4 or >= 6 ? sign + Scientific(digits, exponent) : sign + Fixed(digits, exponent);
    }

    // The significant digits, and the power of ten of the first of them.
    private static (string Digits, int Exponent) Split(string shortest)
    {
        var e = shortest.IndexOf('E', StringComparison.Ordinal);
        var exponent = e < 0
            ? 0
            : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? shortest : shortest[..e];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent += (point < 0 ? mantissa.Length : point) - 1;

        var digits = mantissa.Replace(".", string.Empty, StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), exponent - (digits.Length - significant.Length));
    }

    private static string Scientific(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? $".{digits.AsSpan(1)}" : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture, $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Fixed(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        var padded = digits.PadRight(exponent + 2, '0');
        return $"{padded.AsSpan(0, exponent + 1)}.{padded.AsSpan(exponent + 1)}";
    }
}
