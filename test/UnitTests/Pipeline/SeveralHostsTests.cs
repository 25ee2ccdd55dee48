using System.Diagnostics.Metrics;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Pipeline;

public sealed class SeveralHostsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_host_that_ends_leaves_its_counts_and_the_other_hosts_go_on(int first)
    {
        using var page = new TestPage();
        var hosts = new[] { Host(), Host() };
        var counters = Array.ConvertAll(hosts, host => host.GetRequiredService<IMeterFactory>().Create(page.Prefix).CreateCounter<int>("n"));
        var histograms = Array.ConvertAll(
            hosts, host => host.GetRequiredService<IMeterFactory>().Create(page.Prefix).CreateHistogram<int>("h"));
        Add(10, 0);
        Add(100, 1);
        Assert.Equal(110, page.Read()["n_total"]);

        Add(1, first);
        hosts[first].Dispose();
        Assert.Equal(111, page.Read()["n_total"]);
        Add(1000, 1 - first);
        page.Read();
        var read = page.Read();
        Assert.Equal(1111, read["n_total"]);
        Assert.Equal(1111, read["h_sum"]);
        Assert.Equal(4, read["h_count"]);

        hosts[1 - first].Dispose();
        Assert.Equal(1111, page.Read()["n_total"]);
        Assert.Equal(1111, page.Read()["n_total"]);

        void Add(int value, int host)
        {
            counters[host].Add(value);
            histograms[host].Record(value);
        }

        static ServiceProvider Host() => new ServiceCollection().AddMetrics().BuildServiceProvider();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_meter_goes_on_when_another_of_its_name_ends(bool scoped)
    {
        using var page = new TestPage();
        using var host = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var ending = scoped ? host.GetRequiredService<IMeterFactory>().Create(page.Prefix + ".N") : new Meter(page.Prefix + ".N");
        using var staying = new Meter(page.Prefix + ".N");
        ending.CreateCounter<int>("n").Add(1);
        var counter = staying.CreateCounter<int>("n");
        counter.Add(2);
        Assert.Equal(3, page.Read()["n_total"]);

        host.Dispose();
        ending.Dispose();
        page.Read();
        counter.Add(4);

        Assert.Equal(7, page.Read()["n_total"]);
    }
}
