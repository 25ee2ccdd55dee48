using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Migrations;

/// <summary>A test of <c>dotnet ef</c>; skipped, with the reason, where the tool cannot be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DotnetEfFactAttribute : FactAttribute
{
    public DotnetEfFactAttribute() => Skip = DotnetEf.WhyNot;
}
