using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Requests.Labels;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>The series of one route, method and set of extra labels, found once and then held.</summary>
internal sealed class RouteSeries(RequestFamilies families, string? route, string method, LabelValues extra)
{
    // Statuses and error types are few; an application that makes up error types is served by look-up.
    private const int MostKept = 64;

    private readonly Lock _adding = new();

    private DurationSeries[] _durations = [];
    private LastCharset? _charset;
    private LaneHistogram? _endpoint;
    private LaneHistogram? _requestBody;
    private LaneHistogram? _responseBody;
    private LaneCounter? _streaming;
    private LaneCounter? _ajax;

    public string Method => method;

    public LabelValues Extra => extra;

    /// <summary>Duration of the endpoint alone, in stopwatch ticks.</summary>
    public LaneHistogram Endpoint =>
        _endpoint ??= families.EndpointDuration.Series([.. RouteAndMethod(), .. extra.Attributes]);

    public LaneHistogram RequestBody => _requestBody ??= families.RequestBodySize.Series(RouteAndMethod());

    public LaneHistogram ResponseBody => _responseBody ??= families.ResponseBodySize.Series(RouteAndMethod());

    public LaneCounter Streaming => _streaming ??= families.Streaming.Series(Route());

    public LaneCounter Ajax => _ajax ??= families.Ajax.Series(extra.Attributes);

    /// <summary>Duration of the whole request, in stopwatch ticks.</summary>
    public LaneHistogram Duration(in DurationKey key)
    {
        foreach (var known in _durations)
        {
            if (known.Key == key)
            {
                return known.Series;
            }
        }

        return AddDuration(key);
    }

    /// <summary>
    /// The same with attributes that the application added, which come first: of two attributes of one name its own counts.
    /// </summary>
    public LaneHistogram Duration(in DurationKey key, IEnumerable<KeyValuePair<string, object?>> added)
    {
        var attributes = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in added.Concat(Attributes(key)))
        {
            attributes.TryAdd(name, value);
        }

        return families.Duration.Series([.. attributes]);
    }

    public LaneCounter Exception(Exception exception) => families.Exceptions.Series(
        [new(RequestAttributes.ErrorType, RequestWords.ErrorType(exception)), .. RouteAndMethod(), .. extra.Attributes]);

    /// <summary>The counter of the charset that a content type names. A route mostly sends one, so the last is kept.</summary>
    public LaneCounter Charset(string? contentType)
    {
        var last = _charset;
        if (last is null || last.ContentType != contentType)
        {
            _charset = last = new LastCharset(contentType, families.Charsets.Series(
                new KeyValuePair<string, object?>(RequestAttributes.Charset, Charsets.Of(contentType))));
        }

        return last.Series;
    }

    private LaneHistogram AddDuration(in DurationKey key)
    {
        var series = families.Duration.Series([.. Attributes(key)]);
        lock (_adding)
        {
            if (_durations.Length == MostKept)
            {
                return series;
            }

            _durations = [.. _durations, new DurationSeries(key, series)];
        }

        return series;
    }

    private List<KeyValuePair<string, object?>> Attributes(in DurationKey key)
    {
        List<KeyValuePair<string, object?>> attributes =
        [
            .. RouteAndMethod(),
            new(RequestAttributes.Status, key.Status),
            new(RequestAttributes.Scheme, key.Scheme),
            .. extra.Attributes,
        ];
        if (RequestWords.ProtocolVersion(key.Protocol) is { } version)
        {
            attributes.Add(new(RequestAttributes.ProtocolVersion, version));
        }

        if (key.ErrorType is not null)
        {
            attributes.Add(new(RequestAttributes.ErrorType, key.ErrorType));
        }

        if (key.IsUnhandled)
        {
            attributes.Add(new(RequestAttributes.IsUnhandled, true));
        }

        return attributes;
    }

    private KeyValuePair<string, object?>[] Route() => route is null ? [] : [new(RequestAttributes.Route, route)];

    private KeyValuePair<string, object?>[] RouteAndMethod() => [.. Route(), new(RequestAttributes.Method, method)];

    private sealed record DurationSeries(DurationKey Key, LaneHistogram Series);

    private sealed record LastCharset(string? ContentType, LaneCounter Series);
}
