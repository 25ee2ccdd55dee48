using System.Globalization;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>Translates attribute values into label values, unescaped.</summary>
internal static class LabelValue
{
    /// <summary>The value's text; empty for null and for a value that cannot say what it is.</summary>
    public static string Text(object? value)
    {
        try
        {
            return value switch
            {
                null => string.Empty,
                string text => text,
                bool flag => flag ? "true" : "false",
                double number => CanonicalNumber.Format(number),
                float number => CanonicalNumber.Format(number),
                byte[] bytes => Convert.ToBase64String(bytes),
                Array array => LabelArray.Text(array),
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture) ?? string.Empty,
                _ => value.ToString() ?? string.Empty,
            };
        }
        catch (Exception)
        {
            // The application's own code runs here; its fault costs this label, never the page.
            return string.Empty;
        }
    }
}
