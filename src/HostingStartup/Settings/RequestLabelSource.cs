namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The parts of a request that a label may come from; the names are the rules' prefixes.</summary>
internal enum RequestLabelSource
{
    Header,
    Route,
    Query,
    Host,
    Claim,
    Const,
}
