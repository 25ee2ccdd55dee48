using System.Reflection;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// What the process says of itself: <c>service.name</c>, <c>service.version</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c>, read as the
/// specification says. https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
/// </summary>
internal static class ResourceAttributes
{
    private const string ServiceName = "service.name";
    private const string ServiceVersion = "service.version";
    private const string ServiceInstance = "service.instance.id";

    // A random UUID of version 4, as the conventions want it: https://opentelemetry.io/docs/specs/semconv/resource/service/
    private static readonly string OwnInstance = Guid.NewGuid().ToString();

    /// <summary>
    /// With <c>service.instance.id</c>, by which a store tells processes apart that push: the same for as long as the process lives,
    /// unless the environment has one. On the page it would be a new series with each start, and the scraper's <c>instance</c> is there.
    /// </summary>
    public static IReadOnlyDictionary<string, string> ReadForPush()
    {
        var attributes = Read();
        if (attributes.GetValueOrDefault(ServiceInstance, string.Empty).Length == 0)
        {
            attributes[ServiceInstance] = OwnInstance;
        }

        return attributes;
    }

    /// <summary>By name; values may be empty.</summary>
    public static Dictionary<string, string> Read()
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var entry = Assembly.GetEntryAssembly();
        attributes[ServiceName] = entry?.GetName().Name ?? "unknown_service";
        if (entry?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion is { Length: > 0 } version)
        {
            attributes[ServiceVersion] = version.Split('+')[0];
        }

        foreach (var pair in (Environment.GetEnvironmentVariable("OTEL_RESOURCE_ATTRIBUTES") ?? string.Empty).Split(','))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                attributes[pair[..equals].Trim()] = Uri.UnescapeDataString(pair[(equals + 1)..].Trim());
            }
        }

        if (Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is { Length: > 0 } name)
        {
            attributes[ServiceName] = name;
        }

        return attributes;
    }
}
