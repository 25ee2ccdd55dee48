using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace AspNetCorePrometheus.Instrumentation.Serving;

/// <summary>Whether a scraper takes a compressed page (https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding).</summary>
internal static class AcceptedEncoding
{
    // A scraper says the same each time.
    private static Answer? _last;

    /// <summary>Whether gzip is acceptable, and not less welcome than no compression.</summary>
    public static bool IsGzip(StringValues accept)
    {
        if (accept.Count == 0)
        {
            return false;
        }

        var last = _last;
        if (accept.Count != 1 || last is null || last.Accept != accept[0])
        {
            last = new Answer(accept[0], Read(accept));
            _last = accept.Count == 1 ? last : _last;
        }

        return last.IsGzip;
    }

    private static bool Read(StringValues accept)
    {
        double? gzip = null;
        double? any = null;
        var identity = 0.0;
        foreach (var encoding in accept.SelectMany(line => (line ?? string.Empty).Split(',')))
        {
            var parts = encoding.Split(';', StringSplitOptions.TrimEntries);
            var quality = Quality(parts);
            switch (parts[0].ToLowerInvariant())
            {
                case "gzip" or "x-gzip":
                    gzip = quality;
                    break;
                case "*":
                    any = quality;
                    break;
                case "identity":
                    identity = quality;
                    break;
            }
        }

        return (gzip ?? any ?? 0) is > 0 and var found && found >= identity;
    }

    // Read here, as the framework's reader takes the rest of what it cannot read for a name. A quality that cannot be read is none.
    private static double Quality(string[] parts) => parts switch
    {
        [_] => 1,
        [_, ['q' or 'Q', '=', .. var text]] when Number(text) is >= 0 and <= 1 and var quality => quality,
        _ => 0,
    };

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Answer(string? Accept, bool IsGzip);
}
