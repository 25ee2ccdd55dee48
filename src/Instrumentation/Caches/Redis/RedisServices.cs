using System.Reflection;
using AspNetCorePrometheus.Instrumentation.Caches.Wrapping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>Finds the multiplexers among a host's registrations, and the integrations that make one for themselves.</summary>
internal static class RedisServices
{
    private const string Interface = "StackExchange.Redis.IConnectionMultiplexer";
    private const string Class = "StackExchange.Redis.ConnectionMultiplexer";

    public static void AddTo(IServiceCollection services, RedisDoor door)
    {
        var integrations = new HashSet<Assembly>();
        for (var i = 0; i < services.Count; i++)
        {
            var service = services[i];
            if (service.ServiceType.FullName is Interface or Class)
            {
                ServiceReplacement.At(services, i, door.Pass);
            }
            else if (ServiceReplacement.ImplementedBy(service) is { } implementation && RedisDoor.IsIntegration(implementation))
            {
                integrations.Add(implementation.Assembly);
            }
        }

        foreach (var options in integrations.SelectMany(assembly => assembly.GetExportedTypes()).Where(IsOptions))
        {
            services.AddSingleton(
                typeof(IPostConfigureOptions<>).MakeGenericType(options),
                Activator.CreateInstance(typeof(RedisConfiguration<>).MakeGenericType(options), door)!);
        }
    }

    private static bool IsOptions(Type type) => type.GetProperty(RedisOptions.SessionProperty) is not null;
}
