using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// The types of the contexts among a host's registrations. They are told by the names of their bases and looked for once, and not at all
/// where EF Core is not loaded, as the host's start waits for it.
/// </summary>
internal static class RegisteredContexts
{
    private static readonly ConditionalWeakTable<IServiceCollection, IReadOnlyCollection<Type>> Known = [];

    /// <summary>Every context of complete registrations. From now on those that share a short name have their full ones.</summary>
    public static IReadOnlyCollection<Type> Of(IServiceCollection services) => Known.GetValue(services, static found =>
    {
        var contexts = IsEfCoreLoaded() ? Find(found) : [];
        ContextNames.Announce(contexts);
        return contexts;
    });

    private static HashSet<Type> Find(IServiceCollection services)
    {
        var contexts = new HashSet<Type>();
        for (var i = 0; i < services.Count; i++)
        {
            var service = services[i];
            var type = service.ServiceType;
            if (type is { IsGenericType: true, ContainsGenericParameters: false }
                && type.Name is "DbContextOptions`1" or "IDbContextFactory`1")
            {
                contexts.Add(type.GenericTypeArguments[0]);
            }
            else if (!type.IsGenericType && !service.IsKeyedService && (service.ImplementationType ?? type) is var made && IsContext(made))
            {
                contexts.Add(made);
            }
        }

        return contexts;
    }

    private static bool IsContext(Type type)
    {
        for (var root = type.BaseType; root is not null; root = root.BaseType)
        {
            if (root.Name == "DbContext")
            {
                return true;
            }
        }

        return false;
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
