using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

public class AssemblyTests
{
    private const string Hook = "AspNetCorePrometheus.StartupHook";
    private const string Shell = "AspNetCorePrometheus.HostingStartup";
    private const string Instrumentation = "AspNetCorePrometheus.Instrumentation";

    private static readonly string[] SharedFrameworkPrefixes =
        ["System.", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.Net.Http.Headers"];

    [Fact]
    public void The_startup_hook_references_netstandard_and_nothing_else() =>
        Assert.Equal(["netstandard"], References(Hook));

    [Fact]
    public void The_shell_references_the_shared_framework_and_nothing_else() =>
        Assert.All(References(Shell), name => Assert.Contains(
            SharedFrameworkPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    // Libraries of the host are bound when they are there, and never shipped.
    [Fact]
    public void The_instrumentation_references_the_framework_the_shell_OpenTelemetry_and_libraries_of_the_host() =>
        Assert.All(References(Instrumentation), name => Assert.Contains(
            [.. SharedFrameworkPrefixes, Shell, "OpenTelemetry", "StackExchange.Redis"],
            prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    [Fact]
    public void The_public_surface_is_as_approved()
    {
        var types = new[] { Hook, Shell, Instrumentation }.SelectMany(assembly =>
            Read(assembly, PublicTypes).Select(type => $"{assembly}: {type}"));

        Assert.Equal(
            WorkingTree.Read("test/UnitTests/Conventions/PublicSurface.txt")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries),
            types);
    }

    private static string[] References(string assembly) => Read(assembly, reader =>
        reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)));

    private static IEnumerable<string> PublicTypes(MetadataReader reader) =>
        reader.TypeDefinitions
            .Select(reader.GetTypeDefinition)
            .Where(type => (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.Public)
            .Select(type => $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}")
            .Order(StringComparer.Ordinal);

    private static string[] Read(string assembly, Func<MetadataReader, IEnumerable<string>> read)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        return [.. read(file.GetMetadataReader())];
    }
}
