using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Entry;

[Collection(ProcessWide.Name)]
public sealed class CompositionTests
{
    private readonly ServiceCollection _services = [];

    public CompositionTests() => _services.AddSingleton<IServer, NullServer>();

    [Fact]
    public void The_filter_is_the_first_of_all_and_added_once()
    {
        _services.AddSingleton<IStartupFilter>(new OtherFilter());
        Composition.Complete(_services, TestSettings.Configuration());
        var once = _services.Count;
        Composition.Complete(_services, TestSettings.Configuration());

        Assert.Equal(once, _services.Count);
        Assert.Equal(typeof(IStartupFilter), _services[0].ServiceType);
        Assert.Equal(2, _services.Count(service => service.ServiceType == typeof(IStartupFilter)));
    }

    [Fact]
    public void A_second_collection_is_composed_too()
    {
        Composition.Complete(_services, TestSettings.Configuration());
        var second = new ServiceCollection();
        second.AddSingleton<IServer, NullServer>();
        Composition.Complete(second, TestSettings.Configuration());

        Assert.Contains(second, service => service.ServiceType == typeof(IStartupFilter));
    }

    [Fact]
    public void A_host_without_a_server_is_left_alone()
    {
        var worker = new ServiceCollection();
        Composition.Complete(worker, TestSettings.Configuration());

        Assert.Empty(worker);
    }

    [Fact]
    public async Task A_generic_host_without_a_server_and_without_a_port_says_why_it_has_no_page()
    {
        using var log = new LogFile();
        var worker = new ServiceCollection();
        var configuration = TestSettings.Configuration(("LogFile", log.Path));
        Composition.Complete(worker, configuration, isGenericHost: true);
        Composition.Complete(worker, configuration, isGenericHost: true);

        var notice = Assert.IsType<NoPageNotice>(
            Assert.Single(worker, service => service.ServiceType == typeof(IHostedService)).ImplementationInstance);
        await notice.StartAsync(CancellationToken.None);
        await notice.StartAsync(CancellationToken.None);
        Assert.Equal(2, log.Text.Split("no page: this host has no server").Length);
    }

    [Theory]
    [InlineData("preventHostingStartup", "true")]
    [InlineData("preventHostingStartup", "1")]
    [InlineData("hostingStartupExcludeAssemblies", "Other;AspNetCorePrometheus.HostingStartup")]
    [InlineData("Prometheus:Enabled", "false")]
    public void A_host_that_does_not_want_it_has_no_filter(string key, string value)
    {
        using var log = new LogFile();
        Composition.Complete(_services, Configuration(
            [(key, value), ("Prometheus:LogFile", log.Path), ("Prometheus:LogLevel", "Information")]));

        Assert.DoesNotContain(_services, service => service.ServiceType == typeof(IStartupFilter));
        if (!key.StartsWith("Prometheus", StringComparison.Ordinal))
        {
            Assert.Contains("stays out", log.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ASPNETCORE_PREVENTHOSTINGSTARTUP", "true")]
    [InlineData("ASPNETCORE_HOSTINGSTARTUPEXCLUDEASSEMBLIES", "AspNetCorePrometheus.HostingStartup")]
    public void The_frameworks_variables_close_every_way_in(string name, string value)
    {
        using var variable = new EnvironmentVariable(name, value);
        Composition.Complete(_services, TestSettings.Configuration());

        Assert.DoesNotContain(_services, service => service.ServiceType == typeof(IStartupFilter));
    }

    [Theory]
    [InlineData("preventHostingStartup", "false")]
    [InlineData("preventHostingStartup", "0")]
    [InlineData("hostingStartupExcludeAssemblies", "Other")]
    public void Switches_that_mean_others_change_nothing(string key, string value)
    {
        Composition.Complete(_services, Configuration((key, value)));

        Assert.Contains(_services, service => service.ServiceType == typeof(IStartupFilter));
    }

    [Fact]
    public void A_bad_setting_is_told_and_the_host_composed()
    {
        var configuration = TestSettings.Configuration(("SeriesLimit", "none" + Guid.NewGuid()), ("LogLevel", "Warning"));
        using var error = new StringWriter();
        var before = Console.Error;
        Console.SetError(error);
        try
        {
            Composition.Complete(_services, configuration);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains("Prometheus:SeriesLimit", error.ToString(), StringComparison.Ordinal);
        Assert.Contains(_services, service => service.ServiceType == typeof(IStartupFilter));
    }

    [Fact]
    public void With_fail_fast_a_bad_setting_is_thrown()
    {
        try
        {
            Assert.Throws<InvalidOperationException>(() => Composition.Complete(
                _services, TestSettings.Configuration(("FailFast", "true"), ("SeriesLimit", "none"))));
        }
        finally
        {
            FaultReport.FailFast = false;
        }
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] given) => new ConfigurationBuilder()
        .AddInMemoryCollection(given.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();

    private sealed class OtherFilter : IStartupFilter
    {
        public Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> Configure(
            Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> next) => next;
    }
}
