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
    [InlineData(0)]
    [InlineData(1)]
    public void A_host_that_ends_leaves_what_its_observable_counters_told_last(int first)
    {
        using var page = new TestPage();
        var observed = new[] { 10, 100 };
        var meters = Array.ConvertAll(observed, _ => new Meter(page.Prefix));
        for (var i = 0; i < meters.Length; i++)
        {
            var host = i;
            meters[i].CreateObservableCounter("whole", () => observed[host]);
            meters[i].CreateObservableCounter(
                "parts", () => new Measurement<double>(observed[host] + 0.5, new KeyValuePair<string, object?>("host", host)));
        }

        Assert.Equal(110, page.Read()["whole_total"]);
        observed[first]++;
        Assert.Equal(111, page.Read()["whole_total"]);

        meters[first].Dispose();
        for (var i = 0; i < 3; i++)
        {
            observed[1 - first] += 1000;
            Assert.Equal(111 + ((i + 1) * 1000), page.Read()["whole_total"]);
        }

        var read = page.Read();
        Assert.Equal((first == 0 ? 11.5 : 3010.5, first == 0 ? 3100.5 : 101.5), (read["parts_total{host=\"0\"}"], read["parts_total{host=\"1\"}"]));

        meters[1 - first].Dispose();
        page.Read();
        Assert.Equal(3111, page.Read()["whole_total"]);
    }

    [Fact]
    public void What_an_observable_counter_told_that_is_silent_when_it_ends_is_not_shown_again()
    {
        using var page = new TestPage();
        for (var host = 0; host < 2; host++)
        {
            var on = true;
            using (var meter = new Meter(page.Prefix))
            {
                meter.CreateObservableCounter("n", () => on ? [new Measurement<int>(10)] : Array.Empty<Measurement<int>>());
                Assert.Equal(10, page.Read()["n_total"]);
                on = false;
                Assert.DoesNotContain("n_total", page.Read().Keys);
            }

            page.Read();
            Assert.DoesNotContain("n_total", page.Read().Keys);
        }
    }

    [Fact]
    public void An_observable_counter_that_is_silent_is_not_shown_again_because_another_begins()
    {
        using var page = new TestPage();
        using var first = new Meter(page.Prefix);
        var on = true;
        first.CreateObservableCounter("n", () => on ? [new Measurement<int>(10, new KeyValuePair<string, object?>("of", "one"))] : Array.Empty<Measurement<int>>());
        page.Read();
        on = false;
        page.Read();
        using var second = new Meter(page.Prefix);
        second.CreateCounter<int>("n").Add(50, new KeyValuePair<string, object?>("of", "two"));

        for (var i = 0; i < 2; i++)
        {
            var read = page.Read();
            Assert.Equal(50, read["n_total{of=\"two\"}"]);
            Assert.DoesNotContain("n_total{of=\"one\"}", read.Keys);
        }
    }

    [Fact]
    public void A_sum_does_not_fall_while_one_of_its_observable_counters_is_silent()
    {
        using var page = new TestPage();
        using var staying = new Meter(page.Prefix, "1");
        staying.CreateObservableCounter("n", () => 50);
        var on = true;
        var silent = new Meter(page.Prefix, "2");
        silent.CreateObservableCounter("n", () => on ? [new Measurement<int>(100)] : Array.Empty<Measurement<int>>());
        Assert.Equal(150, Sum());

        on = false;
        Assert.Equal(150, Sum());
        Assert.Equal(150, Sum());

        on = true;
        Assert.Equal(150, Sum());

        on = false;
        Assert.Equal(150, Sum());
        silent.Dispose();
        Assert.Equal(150, Sum());
        Assert.Equal(150, Sum());

        double Sum() => page.Read().Where(sample => sample.Key.StartsWith("n_total", StringComparison.Ordinal)).Sum(sample => sample.Value);
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
