using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

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
        if (!StringWithQualityHeaderValue.TryParseList(accept, out var encodings))
        {
            return false;
        }

        double? gzip = null;
        double? any = null;
        var identity = 0.0;
        foreach (var encoding in encodings)
        {
            var quality = encoding.Quality ?? 1;
            switch (encoding.Value.Value?.ToLowerInvariant())
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

    private sealed record Answer(string? Accept, bool IsGzip);
}
