using AspNetCorePrometheus.UnitTests.Caches;

#pragma warning disable IDE0130 // A backend is told by this name, whichever assembly it is in.
namespace Microsoft.Extensions.Caching.StackExchangeRedis;
#pragma warning restore IDE0130

/// <summary>Named and shaped as the framework's cache on Redis, of which the container makes a derived class.</summary>
internal class RedisCache : FakeBufferCache, IDisposable
{
    public void Dispose()
    {
    }
}
