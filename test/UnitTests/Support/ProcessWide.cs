using Xunit;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>Tests that touch what the process has once, such as its environment and log. They run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWide
{
    public const string Name = "process-wide";
}
