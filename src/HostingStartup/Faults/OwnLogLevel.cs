namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Severities of the drop-in's own log, in the framework's words.</summary>
internal enum OwnLogLevel
{
    Debug,
    Information,
    Warning,
    Error,
    None,
}
