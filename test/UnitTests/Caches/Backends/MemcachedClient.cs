using AspNetCorePrometheus.UnitTests.Caches;

#pragma warning disable IDE0130 // A backend is told by this name, whichever assembly it is in.
namespace Enyim.Caching;
#pragma warning restore IDE0130

/// <summary>Named and shaped as EnyimMemcachedCore's client, which is the cache.</summary>
internal sealed class MemcachedClient : FakeCache, IMemcachedClient
{
    public Task<bool> TouchAsync(string key, TimeSpan expiresIn) => Task.FromResult(Get(key) is not null);

    public void Dispose()
    {
    }
}
