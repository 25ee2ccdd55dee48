using System.Runtime.Loader;
using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Wall;

public sealed class InstrumentationLoadContextTests
{
    private const string Instrumentation = "AspNetCorePrometheus.Instrumentation";

    [Fact]
    public void OpenTelemetry_is_private_and_there_before_the_instrumentation_asks_for_it_by_name()
    {
        var context = new InstrumentationLoadContext(AppContext.BaseDirectory);

        var loaded = context.LoadPrivate(Instrumentation);

        Assert.Same(context, AssemblyLoadContext.GetLoadContext(loaded));
        Assert.Equal(
            [Instrumentation, "OpenTelemetry", "OpenTelemetry.Api", "OpenTelemetry.Api.ProviderBuilderExtensions"],
            context.Assemblies.Select(assembly => assembly.GetName().Name!).Order(StringComparer.Ordinal));
        Assert.Same(loaded, context.LoadFromAssemblyName(new(Instrumentation)));
    }

    [Fact]
    public void A_folder_without_the_instrumentation_is_an_error()
    {
        var folder = Directory.CreateTempSubdirectory("empty-");
        try
        {
            Assert.Throws<FileNotFoundException>(() => new InstrumentationLoadContext(folder.FullName).LoadPrivate(Instrumentation));
        }
        finally
        {
            folder.Delete();
        }
    }
}
