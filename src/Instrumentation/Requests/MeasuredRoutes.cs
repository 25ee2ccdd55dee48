using System.Collections.Concurrent;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>The routes of all hosts of the process, one object for each template.</summary>
internal sealed class MeasuredRoutes(RequestFamilies families)
{
    private readonly ConcurrentDictionary<string, MeasuredRoute> _routes = new(StringComparer.Ordinal);

    /// <summary>Requests that matched no route.</summary>
    public MeasuredRoute None { get; } = new(families, null);

    /// <summary>The route of a template; an empty one is the root.</summary>
    public MeasuredRoute For(string? template) =>
        template is null ? None : _routes.GetOrAdd(
            template.Length == 0 ? "/" : template, static (key, families) => new MeasuredRoute(families, key), families);
}
