#pragma warning disable IDE0130 // A backend is told by this name, whichever assembly it is in.
namespace Enyim.Caching;
#pragma warning restore IDE0130

/// <summary>What a client of memcached can do beyond what a distributed cache can.</summary>
internal interface IMemcachedClient : IDisposable
{
    Task<bool> TouchAsync(string key, TimeSpan expiresIn);
}
