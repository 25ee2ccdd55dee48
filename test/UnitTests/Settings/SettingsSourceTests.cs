using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Settings;

[Collection(ProcessWide.Name)]
public sealed class SettingsSourceTests
{
    [Fact]
    public void A_host_that_reads_no_environment_is_given_it()
    {
        using var path = new EnvironmentVariable("Prometheus__Path", "/environment");
        using var label = new EnvironmentVariable("PROMETHEUS__Labels__zone", "a");
        var host = TestSettings.Configuration(("Path", "/host"), ("Namespace", "host"));

        var (settings, problems) = SettingsReader.Read(SettingsSource.For(host));

        Assert.Empty(problems);
        Assert.Equal(("/environment", "host"), (settings.Path, settings.Namespace));
        Assert.Equal([new("zone", "a")], settings.Labels);
    }

    [Fact]
    public void A_host_that_reads_the_environment_keeps_its_own_precedence()
    {
        using var path = new EnvironmentVariable("Prometheus__Path", "/environment");
        var host = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(TestSettings.Section(("Path", "/command-line")))
            .Build();

        Assert.Equal("/command-line", SettingsReader.Read(SettingsSource.For(host)).Settings.Path);
    }

    [Fact]
    public void A_provider_that_is_chained_counts_as_the_hosts()
    {
        using var path = new EnvironmentVariable("Prometheus__Path", "/environment");
        var host = new ConfigurationBuilder()
            .AddConfiguration(new ConfigurationBuilder().AddEnvironmentVariables().Build())
            .AddInMemoryCollection(TestSettings.Section(("Path", "/command-line")))
            .Build();

        Assert.Equal("/command-line", SettingsReader.Read(SettingsSource.For(host)).Settings.Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("/prefixed")]
    public void A_provider_with_a_prefix_does_not_bring_the_section(string? prefixed)
    {
        using var path = new EnvironmentVariable("Prometheus__Path", "/environment");
        using var other = new EnvironmentVariable("ASPNETCORE_Prometheus__Namespace", prefixed is null ? null : "prefixed");
        var host = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build();

        Assert.Equal("/environment", SettingsReader.Read(SettingsSource.For(host)).Settings.Path);
    }

    [Fact]
    public void Without_variables_the_hosts_configuration_is_used_as_it_is()
    {
        var host = TestSettings.Configuration(("Path", "/host"));

        Assert.Same(host, SettingsSource.For(host));
    }
}
