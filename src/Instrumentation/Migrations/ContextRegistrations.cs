using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Finds the contexts in a host's registrations: contexts, pooled ones, factories, and contexts behind an interface. Types are
/// told by name, as each load context of the process may have an EF Core of its own.
/// </summary>
internal static class ContextRegistrations
{
    /// <summary>Whether there may be contexts; cheap, as the host's start waits for it.</summary>
    public static bool Any(IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            var type = services[i].ServiceType;
            if (type.IsGenericType
                ? type.Name is "DbContextOptions`1" or "IDbContextFactory`1"
                : IsContext(services[i].IsKeyedService ? null : services[i].ImplementationType ?? type))
            {
                return true;
            }
        }

        return false;
    }

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

        return Named(sources);
    }

    private static bool IsContext(Type? type)
    {
        for (type = type?.BaseType; type is not null; type = type.BaseType)
        {
            if (type.Name == "DbContext")
            {
                return true;
            }
        }

        return false;
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

    private static List<ContextRegistration> Named(Dictionary<Type, List<Type>> sources)
    {
        var taken = sources.Keys.GroupBy(context => context.Name, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. sources.Select(entry => new ContextRegistration(
                taken.Contains(entry.Key.Name) ? entry.Key.FullName! : entry.Key.Name,
                entry.Key,
                EfCoreNames.BaseOf(entry.Key, EfCoreNames.Context)!,
                entry.Value)),
        ];
    }
}
