using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A test of a host whose packages not every package source has; skipped, with the reason, where they could not be restored.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PossibleHostFactAttribute : FactAttribute
{
    public PossibleHostFactAttribute(string host)
    {
        Host = host;
        Skip = Tree.WhyNoHost(host);
    }

    public string Host { get; }
}
