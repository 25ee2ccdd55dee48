using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>The contexts in a host's registrations, as their look-ups need them.</summary>
internal static class ContextRegistrations
{
    public static IReadOnlyList<ContextRegistration> Find(IServiceCollection services) =>
    [
        .. RegisteredContexts.Find(services).Select(found => new ContextRegistration(
            ContextNames.Of(found.Key), found.Key, EfCoreNames.BaseOf(found.Key, EfCoreNames.Context)!, found.Value)),
    ];
}
