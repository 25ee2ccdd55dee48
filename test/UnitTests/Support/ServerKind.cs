namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>The servers under which a measured application is tested.</summary>
public enum ServerKind
{
    InMemory,
    Kestrel,
    KestrelHttp2,
}
