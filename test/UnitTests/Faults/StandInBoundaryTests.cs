using System.Diagnostics.Tracing;
using System.Net;
using System.Transactions;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.Instrumentation.Caches.Redis;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.Instrumentation.Models;
using AspNetCorePrometheus.Instrumentation.Otlp;
using AspNetCorePrometheus.UnitTests.Caches;
using AspNetCorePrometheus.UnitTests.Caches.Redis;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Faults;

/// <summary>The boundaries that no host of the end-to-end tests passes: their libraries are stood in for here.</summary>
[Collection(ProcessWide.Name)]
public sealed class StandInBoundaryTests : IDisposable
{
    private readonly LogFile _log = new();

    [Fact]
    public async Task A_hybrid_cache_that_cannot_be_wrapped_stays_as_it_is()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache, FakeHybridCache>());

        var cache = Injected("hybrid_cache", "caches", measured.Get<HybridCache>);

        Assert.IsType<FakeHybridCache>(cache);
    }

    [Fact]
    public async Task A_hybrid_value_that_cannot_be_judged_is_handed_on()
    {
        await using var measured = new MeasuredServices(services => services.AddSingleton<HybridCache, FakeHybridCache>());
        var cache = measured.Get<HybridCache>();

        var value = Injected("hybrid_value", "caches", () => cache.GetOrCreateAsync("a", _ => ValueTask.FromResult("made")).AsTask());

        Assert.Equal("made", await value);
    }

    [Fact]
    public void A_redis_connection_is_handed_on_whatever_becomes_of_its_watch()
    {
        var door = new RedisDoor(new CacheFamilies(TestSettings.Of()));
        var connection = FakeMultiplexer.New();

        Assert.Same(connection, Injected("redis_service", "redis", () => door.Pass(connection, null)));
    }

    [Fact]
    public void Redis_options_stay_as_they_are()
    {
        var door = new RedisDoor(new CacheFamilies(TestSettings.Of()));
        var options = new FakeRedisOptions();

        Injected("redis_options", "redis", () => door.Configure(options));

        Assert.Null(options.ProfilingSession);
    }

    [Fact]
    public async Task What_a_redis_factory_makes_is_handed_on_unwatched()
    {
        var made = FakeMultiplexer.New();
        var options = new FakeRedisOptions { ConnectionMultiplexerFactory = () => Task.FromResult(made) };
        RedisOptions.Profile(options, new RedisConnections(new CacheFamilies(TestSettings.Of())));

        Assert.Same(made, await Injected("redis_watch", "redis", () => options.ConnectionMultiplexerFactory()));
    }

    [Fact]
    public void An_event_of_a_redis_connection_returns_to_the_library()
    {
        var connection = new RedisConnection(FakeMultiplexer.New(), new CacheFamilies(TestSettings.Of()));

        Injected("redis_connection", "redis", () => connection.Failed(new DnsEndPoint("cache", 6379), "SocketFailure"));
    }

    [Fact]
    public void The_thread_of_redis_goes_on_and_does_not_spin()
    {
        var passed = 0;
        FaultSeam.Injected = boundary =>
        {
            if (boundary == "redis_thread")
            {
                Interlocked.Increment(ref passed);
                throw new InvalidOperationException();
            }
        };
        _ = new RedisConnections(new CacheFamilies(TestSettings.Of()));

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref passed) >= 2, TimeSpan.FromSeconds(30)));
        Assert.InRange(Volatile.Read(ref passed), 2, 1000);
    }

    [Fact]
    public void A_push_that_fails_is_followed_by_the_next()
    {
        var sent = 0;
        var limit = TimeSpan.FromSeconds(20);
        using var push = new OtlpPush(TimeSpan.FromHours(10), () => [1], (_, _) => Send(), _ => TimeSpan.Zero);
        push.Start();

        Injected("otlp_push", "otlp", () => push.Flush(limit));
        Assert.Equal(0, sent);
        push.Flush(limit);

        Assert.Equal(1, sent);

        OtlpAnswer Send()
        {
            sent++;
            return OtlpAnswer.Taken;
        }
    }

    [Fact]
    public void An_ambient_transaction_ends_as_it_ended()
    {
        var changes = new PendingChanges();
        changes.Add(new ModelFamilies(TestSettings.Of()).Changes.Series(new KeyValuePair<string, object?>("efcore.entity", "A")), 1);
        var status = TransactionStatus.Active;

        Injected("ambient_transaction", "models", () =>
        {
            using var scope = new TransactionScope();
            new OpenTransactions().Settle(new { Database = new { CurrentTransaction = (object?)null } }, changes);
            Transaction.Current!.TransactionCompleted += (_, end) => status = end.Transaction!.TransactionInformation.Status;
            scope.Complete();
        });

        Assert.Equal(TransactionStatus.Committed, status);
    }

    [Fact]
    public void Event_sources_and_their_counters_reach_the_application_as_before()
    {
        var connections = new DatabaseFamilies(TestSettings.Of()).ConnectionCount;
        Injected("sqlclient_source", "databases", () =>
        {
            using var counters = new SqlClientCounters(connections);
            using var source = new EventSource("Test-" + Guid.NewGuid().ToString("N"));
        });
    }

    [Fact]
    public void A_counter_that_cannot_be_read_is_left_out()
    {
        var connections = new DatabaseFamilies(TestSettings.Of()).ConnectionCount;
        using var counters = new SqlClientCounters(connections);
        using var source = new EventSource("Test-" + Guid.NewGuid().ToString("N"));
        Injected("sqlclient_counter", "databases", () =>
        {
            counters.EnableEvents(source, EventLevel.LogAlways);
            source.Write("EventCounters");
        });
    }

    [Fact]
    public void A_family_of_the_runtime_that_cannot_be_read_leaves_the_others()
    {
        using var page = TestPage.WithMeters("System.Runtime");
        var whole = Families();
        using var other = TestPage.WithMeters("System.Runtime");
        var before = Counted("observable_callback");
        var passed = 0;
        FaultSeam.Injected = boundary =>
        {
            if (boundary == "runtime_reading" && ++passed == 1)
            {
                throw new InvalidOperationException();
            }
        };

        var left = Families(other);

        Assert.Equal(whole.Length, passed);
        Assert.Equal(before + 1, Counted("observable_callback"));
        Assert.Single(whole.Except(left));

        string[] Families(TestPage? of = null) => [.. (of ?? page).Text().Split('\n')
            .Where(line => line.StartsWith("# TYPE dotnet_", StringComparison.Ordinal) && !line.Contains("dotnet_exceptions", StringComparison.Ordinal))];
    }

    public void Dispose()
    {
        FaultSeam.Injected = null;
        _log.Dispose();
    }

    private static void Injected(string boundary, string instrumentation, Action act) => Injected<object?>(boundary, instrumentation, () =>
    {
        act();
        return null;
    });

    private static T Injected<T>(string boundary, string instrumentation, Func<T> act)
    {
        var before = Counted(instrumentation);
        FaultSeam.Injected = name =>
        {
            if (name == boundary)
            {
                throw new InvalidOperationException();
            }
        };
        try
        {
            return act();
        }
        finally
        {
            FaultSeam.Injected = null;
            Assert.True(Counted(instrumentation) > before, $"{boundary} is not counted");
        }
    }

    private static long Counted(string instrumentation) =>
        FaultReport.Counts.Where(count => count.Key == instrumentation).Sum(count => count.Value);
}
