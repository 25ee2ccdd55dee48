using System.Reflection;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit.Sdk;

namespace AspNetCorePrometheus.EndToEnd.Caches.Redis;

/// <summary>A version of StackExchange.Redis to test with; skipped, with the reason, where its packages cannot be restored.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RedisVersionAttribute : DataAttribute
{
    public RedisVersionAttribute(string version)
    {
        Version = version;
        Skip = RedisHost.WhyNot(version);
    }

    public string Version { get; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Version]];
}
