namespace AspNetCorePrometheus.EndToEnd.HostShapes;

/// <summary>A host, what is asked of it, and the requests that its page must show: no more, no fewer.</summary>
/// <param name="Name">The host's folder.</param>
/// <param name="Traffic">Paths and how often each is fetched.</param>
/// <param name="Expected">Route (empty for none), status and count.</param>
public sealed record HostShape(
    string Name, (string Path, int Times)[] Traffic, (string Route, string Status, int Count)[] Expected)
{
    public override string ToString() => Name;
}
