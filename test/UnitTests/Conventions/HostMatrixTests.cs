using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

/// <summary>The shapes of host that must be tried, against the table of those that are.</summary>
public sealed class HostMatrixTests
{
    private const string Document = "docs/hosts.md";

    private static readonly string[] Shapes =
    [
        "`WebApplication.CreateBuilder`", "`WebApplication.CreateSlimBuilder`", "`WebApplication.CreateEmptyBuilder` with Kestrel",
        "`ConfigureWebHostDefaults`", "`WebHost.CreateDefaultBuilder`", "raw `WebHostBuilder`", "MVC without endpoint routing",
        "worker without a web server", "two web hosts in one process", "`WebApplicationFactory` tests", "framework-dependent",
        "self-contained", "single-file, framework-dependent", "single-file, self-contained", "ReadyToRun",
        "`UsePathBase`, HTTPS redirection, `AllowedHosts`, fallback policy, response compression, own catch-all route, own `/metrics`",
        "own OpenTelemetry 1.15.3 with the OTLP exporter", "another hosting startup and another startup hook",
        "`ASPNETCORE_PREVENTHOSTINGSTARTUP`, `ASPNETCORE_HOSTINGSTARTUPEXCLUDEASSEMBLIES`", "package mode",
        "`dotnet ef`", "`dotnet build`", "`dotnet watch`", "console program", ".NET 8", "trimmed",
    ];

    private static IReadOnlyList<TableRow> Rows => DocumentTable.Rows(Document, "shape");

    [Fact]
    public void The_table_has_every_shape_once_and_no_other() =>
        Assert.Equal(Shapes.Order(), Rows.Select(row => row["shape"]).Order());

    [Fact]
    public void Each_shape_has_a_host_that_is_built() => Assert.All(Rows, row =>
    {
        var host = row["host"].Split('`')[1];
        Assert.True(File.Exists(Path.Combine(WorkingTree.Root, "test", "Hosts", host, host + ".csproj")), host);
    });

    [Fact]
    public void Each_shape_has_a_test_that_names_its_host() => Assert.All(Rows, row =>
    {
        var host = row["host"].Split('`')[1];
        var test = row.Code("test");
        Assert.Contains($"\"{host}\"", WorkingTree.Read($"test/EndToEnd/{test}.cs"), StringComparison.Ordinal);
    });
}
