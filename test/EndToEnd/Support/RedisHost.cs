using System.Collections.Concurrent;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>
/// The host with StackExchange.Redis, published with a version of that client, where its packages can be restored. A folder or feed
/// in the variable <c>EXTRA_NUGET_SOURCE</c> is asked too.
/// </summary>
internal static class RedisHost
{
    private static readonly ConcurrentDictionary<string, Lazy<string?>> Missing = new();
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Published = new();

    /// <summary>Which packages cannot be restored; null if all can.</summary>
    public static string? WhyNot(string version) => Missing.GetOrAdd(version, new Lazy<string?>(() => Restore(version))).Value;

    /// <summary>Starts the host with the drop-in, with variables of its own.</summary>
    public static Task<AppProcess> StartAsync(string version, params (string Key, string Value)[] variables)
    {
        var all = DropIn.Variables();
        foreach (var (key, value) in variables)
        {
            all[key] = value;
        }

        return StartAsync(version, all);
    }

    /// <summary>Starts the host with these variables.</summary>
    public static async Task<AppProcess> StartAsync(string version, Dictionary<string, string> environment)
    {
        var published = await Published.GetOrAdd(version, new Lazy<Task<string>>(() => PublishAsync(version))).Value;
        return await AppProcess.StartCommandAsync(Name(version), "dotnet", [Path.Combine(published, "Redis.dll")], environment);
    }

    private static string Name(string version) => $"Redis-{version}";

    private static string? Restore(string version)
    {
        var run = RunAsync("restore", version).GetAwaiter().GetResult();
        return MissingPackages.Of(run.OutputLines) is { } missing ? $"StackExchange.Redis {version} cannot be restored here: {missing}" : null;
    }

    private static async Task<string> PublishAsync(string version)
    {
        var folder = Path.Combine(Tree.Hosts, Name(version));
        var run = await RunAsync("publish", version, "-o", folder);
        return await run.ExitCodeAsync(Deadline.Default) == 0 ? folder : throw new InvalidOperationException(run.Transcript);
    }

    // Each version has folders of its own: the two may be built at the same time.
    private static Task<ChildProcess> RunAsync(string verb, string version, params string[] more) => ChildProcess.RunAsync(
        "dotnet",
        [
            verb, Path.Combine(Tree.Root, "test", "Hosts", "Redis", "Redis.csproj"), "--nologo", "-nodeReuse:false", $"-p:RedisVersion={version}",
            "--artifacts-path", Path.Combine(Tree.Root, "artifacts", Name(version)),
            $"-p:RestoreAdditionalProjectSources={Environment.GetEnvironmentVariable("EXTRA_NUGET_SOURCE")}", .. more,
        ],
        Tree.Root);
}
