using System.Collections.Concurrent;
using AspNetCorePrometheus.Instrumentation.Requests.Labels;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>One route template, or the requests that match none, with the series of each of its methods.</summary>
internal sealed class MeasuredRoute(RequestFamilies families, string? template)
{
    private readonly Lock _adding = new();

    private ConcurrentDictionary<(string Method, LabelValues Extra), RouteSeries>? _withExtra;
    private RouteSeries[] _plain = [];

    /// <summary>The series of a method, which must be one of <see cref="RequestWords.Method"/>'s strings.</summary>
    public RouteSeries For(string method, LabelValues extra)
    {
        if (!ReferenceEquals(extra, LabelValues.None))
        {
            return WithExtra.GetOrAdd(
                (method, extra), static (key, route) => route.Make(key.Method, key.Extra), this);
        }

        foreach (var series in _plain)
        {
            if (ReferenceEquals(series.Method, method))
            {
                return series;
            }
        }

        return Add(method);
    }

    private ConcurrentDictionary<(string Method, LabelValues Extra), RouteSeries> WithExtra =>
        _withExtra ?? Interlocked.CompareExchange(ref _withExtra, new(), null) ?? _withExtra;

    private RouteSeries Make(string method, LabelValues extra) => new(families, template, method, extra);

    private RouteSeries Add(string method)
    {
        lock (_adding)
        {
            var series = Array.Find(_plain, known => ReferenceEquals(known.Method, method));
            if (series is null)
            {
                series = Make(method, LabelValues.None);
                _plain = [.. _plain, series];
            }

            return series;
        }
    }
}
