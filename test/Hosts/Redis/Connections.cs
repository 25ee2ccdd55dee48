using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Redis;

/// <summary>Opens connections as a team would, with a profiler of its own if it has one.</summary>
public sealed class Connections(string address, bool profilesItself)
{
    private readonly ProfilingSession _session = new();

    public ConfigurationOptions Options
    {
        get
        {
            var options = ConfigurationOptions.Parse($"{address},abortConnect=false,connectTimeout=1000,syncTimeout=2000,asyncTimeout=2000");
            options.ReconnectRetryPolicy = new LinearRetry(200);
            options.HeartbeatInterval = TimeSpan.FromMilliseconds(200);
            return options;
        }
    }

    public IConnectionMultiplexer Open()
    {
        var connection = ConnectionMultiplexer.Connect(Options);
        if (profilesItself)
        {
            Profile(connection);
        }

        return connection;
    }

    public void Profile(IConnectionMultiplexer connection) => connection.RegisterProfiler(() => _session);

    public int Profiled() => _session.FinishProfiling().Count();
}
