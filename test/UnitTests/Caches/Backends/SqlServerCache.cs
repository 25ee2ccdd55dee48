using AspNetCorePrometheus.UnitTests.Caches;

#pragma warning disable IDE0130 // A backend is told by this name, whichever assembly it is in.
namespace Microsoft.Extensions.Caching.SqlServer;
#pragma warning restore IDE0130

/// <summary>Named and shaped as the framework's cache on SQL Server.</summary>
internal class SqlServerCache : FakeBufferCache;
