using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Finds the contexts in a host's registrations: contexts, pooled ones, factories, and contexts behind an interface. Types are
/// told by name, as each load context of the process may have an EF Core of its own.
/// </summary>
internal static class ContextRegistrations
{
    public static IReadOnlyList<ContextRegistration> Find(IServiceCollection services)
    {
        var sources = new Dictionary<Type, List<Type>>();
        foreach (var service in services)
        {
            if (service.IsKeyedService)
            {
                continue;
            }

            var isFactory = EfCoreNames.IsClosed(service.ServiceType, EfCoreNames.ContextFactory);
            if (isFactory || EfCoreNames.IsClosed(service.ServiceType, EfCoreNames.ContextOptions))
            {
                Note(sources, service.ServiceType.GenericTypeArguments[0], isFactory ? service.ServiceType : null);
            }
            else
            {
                Note(sources, service.ServiceType, service.ServiceType);
                Note(sources, service.ImplementationType ?? service.ImplementationInstance?.GetType(), service.ServiceType);
            }
        }

        return
        [
            .. sources.Select(entry => new ContextRegistration(
                ContextNames.Of(entry.Key), entry.Key, EfCoreNames.BaseOf(entry.Key, EfCoreNames.Context)!, entry.Value)),
        ];
    }

    private static void Note(Dictionary<Type, List<Type>> sources, Type? context, Type? source)
    {
        if (context is null or { IsAbstract: true } or { ContainsGenericParameters: true }
            || EfCoreNames.BaseOf(context, EfCoreNames.Context) is not { } root || root == context)
        {
            return;
        }

        if (!sources.TryGetValue(context, out var known))
        {
            sources[context] = known = [];
        }

        if (source is not null && !known.Contains(source))
        {
            known.Add(source);
        }
    }
}
