using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// The types of the contexts among a host's registrations. They are told by the names of their bases, as each load context of the process
/// may have an EF Core of its own. At the host's start they are looked for once, and not at all where EF Core is not loaded, as the start
/// waits for it.
/// </summary>
internal static class RegisteredContexts
{
    private static readonly ConditionalWeakTable<IServiceCollection, IReadOnlyCollection<Type>> Known = [];

    /// <summary>Every context of complete registrations. From now on those that share a short name have their full ones.</summary>
    public static IReadOnlyCollection<Type> Of(IServiceCollection services) => Known.GetValue(services, static found =>
    {
        var contexts = IsEfCoreLoaded() ? Find(found).Keys.ToList() : [];
        ContextNames.Announce(contexts);
        return contexts;
    });

    /// <summary>
    /// Every context of a host's registrations, with the services that give one: the context, its base or interface, or a factory of it. Those
    /// that only have options have none. Keyed registrations are passed over.
    /// </summary>
    public static IReadOnlyDictionary<Type, List<Type>> Find(IServiceCollection services)
    {
        var contexts = new Dictionary<Type, List<Type>>();
        for (var i = 0; i < services.Count; i++)
        {
            var service = services[i];
            if (service.IsKeyedService)
            {
                continue;
            }

            var type = service.ServiceType;
            var isFactory = EfCoreNames.IsClosed(type, EfCoreNames.ContextFactory);
            if (isFactory || EfCoreNames.IsClosed(type, EfCoreNames.ContextOptions))
            {
                Note(contexts, type.GenericTypeArguments[0], isFactory ? type : null);
            }
            else
            {
                Note(contexts, type, type);
                Note(contexts, service.ImplementationType ?? service.ImplementationInstance?.GetType(), type);
            }
        }

        return contexts;
    }

    private static void Note(Dictionary<Type, List<Type>> contexts, Type? context, Type? source)
    {
        if (context is null or { IsAbstract: true } or { ContainsGenericParameters: true }
            || EfCoreNames.BaseOf(context, EfCoreNames.Context) is not { } root || root == context)
        {
            return;
        }

        if (!contexts.TryGetValue(context, out var sources))
        {
            contexts[context] = sources = [];
        }

        if (source is not null && !sources.Contains(source))
        {
            sources.Add(source);
        }
    }

    // A registered context has loaded it.
    private static bool IsEfCoreLoaded()
    {
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (assembly.FullName is { } name && name.StartsWith("Microsoft.EntityFrameworkCore,", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
