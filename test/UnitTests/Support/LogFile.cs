using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>Leads the drop-in's own log into a file for as long as it lives.</summary>
internal sealed class LogFile : IDisposable
{
    public LogFile(OwnLogLevel level = OwnLogLevel.Debug) => OwnLog.Configure(level, Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"own-{Guid.NewGuid():N}.log");

    public string Text => File.Exists(Path) ? File.ReadAllText(Path) : string.Empty;

    public void Dispose()
    {
        OwnLog.Configure(OwnLogLevel.Warning, null);
        File.Delete(Path);
    }
}
