using System.Collections.Concurrent;
using AspNetCorePrometheus.HostingStartup;
using Microsoft.AspNetCore.Http;

namespace AspNetCorePrometheus.Instrumentation.Requests.Labels;

/// <summary>Reads the extra labels of a request by the rules of the settings, each with a bounded set of values.</summary>
internal sealed class RequestLabels(IReadOnlyList<RequestLabelRule> rules, int mostCombinations)
{
    private const int MostValues = 50;
    private const int LongestValue = 128;
    private const string Other = "other";

    private readonly ConcurrentDictionary<string, string>[] _seen =
        [.. rules.Select(_ => new ConcurrentDictionary<string, string>(StringComparer.Ordinal))];

    private readonly LabelValues _root = LabelValues.Root(mostCombinations);

    public bool IsEmpty => rules.Count == 0;

    /// <summary>The values of a request as it stands now. Never throws: a part that cannot be read has no value.</summary>
    public LabelValues Read(HttpContext context)
    {
        var values = _root;
        for (var i = 0; i < rules.Count; i++)
        {
            values = values.With(rules[i].Label, Bounded(_seen[i], Value(rules[i], context)));
        }

        return values;
    }

    private static string Bounded(ConcurrentDictionary<string, string> seen, string value)
    {
        if (value.Length == 0 || seen.ContainsKey(value))
        {
            return value;
        }

        lock (seen)
        {
            return seen.Count < MostValues || seen.ContainsKey(value) ? seen.GetOrAdd(value, value) : Other;
        }
    }

    private static string Value(RequestLabelRule rule, HttpContext context)
    {
        try
        {
            FaultSeam.Pass(Boundaries.RequestLabel);
            var value = rule.Source switch
            {
                RequestLabelSource.Header => context.Request.Headers[rule.Argument].ToString(),
                RequestLabelSource.Route => Convert.ToString(
                    context.Request.RouteValues[rule.Argument], System.Globalization.CultureInfo.InvariantCulture),
                RequestLabelSource.Query => context.Request.Query[rule.Argument].ToString(),
                RequestLabelSource.Host => context.Request.Host.Host,
                RequestLabelSource.Claim => context.User.FindFirst(rule.Argument)?.Value,
                _ => rule.Argument,
            };
            return value is { Length: > LongestValue } ? value[..LongestValue] : value ?? string.Empty;
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.RequestLabelFailed, "requests", exception))
        {
            return string.Empty;
        }
    }
}
