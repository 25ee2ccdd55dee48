using StackExchange.Redis;

namespace AspNetCorePrometheus.Instrumentation.Caches.Redis;

/// <summary>
/// What an integration's options say about its multiplexer. All integrations name these properties alike, and none of their
/// assemblies is known when this is compiled.
/// </summary>
internal static class RedisOptions
{
    public const string SessionProperty = "ProfilingSession";

    private const string FactoryProperty = "ConnectionMultiplexerFactory";

    /// <summary>
    /// A multiplexer that the application makes is watched when it is made; of one that the integration makes the commands are
    /// profiled, unless the application profiles them itself.
    /// </summary>
    public static void Profile(object options, RedisConnections connections)
    {
        var type = options.GetType();
        if (type.GetProperty(FactoryProperty) is { } factory
            && factory.GetValue(options) is Func<Task<IConnectionMultiplexer>> make)
        {
            factory.SetValue(options, (Func<Task<IConnectionMultiplexer>>)(async () =>
            {
                var made = await make().ConfigureAwait(false);
                connections.TryWatch(made);
                return made;
            }));
        }
        else if (type.GetProperty(SessionProperty) is { } session && session.GetValue(options) is null)
        {
            session.SetValue(options, connections.Session);
        }
    }
}
