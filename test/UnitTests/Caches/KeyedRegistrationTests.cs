using AspNetCorePrometheus.Instrumentation.Caches;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>A keyed cache is made of the same services with and without us.</summary>
public sealed class KeyedRegistrationTests
{
    public static TheoryData<Type, string, string[]> Caches => new()
    {
        { typeof(Inheriting), "a", ["server a"] },
        { typeof(Explicit), "a", ["server b"] },
        { typeof(Unkeyed), "a", ["server"] },
        { typeof(LateKey), "a", ["first", "a"] },
        { typeof(AnyObject), "a", ["server", "a", "server a"] },
        { typeof(Optional), "c", ["none", "5"] },
        { typeof(TwoWays), "a", ["server a", "server"] },
        { typeof(Preferred), "a", ["server a"] },
    };

    [Theory]
    [MemberData(nameof(Caches))]
    public void A_keyed_cache_gets_the_services_of_its_key(Type type, string key, string[] expected)
    {
        Assert.Equal(expected, Made(type, key, key, isMeasured: false));
        Assert.Equal(expected, Made(type, key, key, isMeasured: true));
    }

    [Fact]
    public void A_cache_for_any_key_gets_the_services_of_the_one_that_is_asked_for()
    {
        foreach (var isMeasured in new[] { false, true })
        {
            Assert.Equal(["server b"], Made(typeof(Inheriting), KeyedService.AnyKey, "b", isMeasured));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_key_of_another_type_and_a_constructor_that_throws_fail_as_before(bool isMeasured)
    {
        Assert.Throws<InvalidOperationException>(() => Made(typeof(LateKey), 7, 7, isMeasured));
        Assert.Equal("server a", Assert.Throws<TimeoutException>(() => Made(typeof(Throwing), "a", "a", isMeasured)).Message);
    }

    [Theory]
    [InlineData(typeof(Inheriting), true)]
    [InlineData(typeof(TwoWays), false)]
    public async Task A_keyed_cache_is_measured_unless_its_constructor_is_not_plain(Type type, bool isMeasured)
    {
        await using var measured = new MeasuredServices(services => Register(services, type, "a"));

        var cache = measured.Services.GetRequiredKeyedService<IDistributedCache>("a");
        cache.Get("x");

        Assert.Equal(isMeasured ? 1 : 0, measured.Count(type.Name, "get miss", "a"));
        Assert.Equal(isMeasured, cache.GetType() != type);
    }

    [Fact]
    public async Task Caches_for_any_key_have_one_name()
    {
        await using var measured = new MeasuredServices(services => services
            .AddKeyedSingleton<IDistributedCache>(KeyedService.AnyKey, (_, _) => new FakeCache()));
        foreach (var tenant in new[] { "one", "two" })
        {
            measured.Services.GetRequiredKeyedService<IDistributedCache>(tenant).Get("x");
        }

        Assert.Equal(2, measured.Count("FakeCache", "get miss", "any"));
        Assert.Equal(2, Samples.Of(measured.Families.Requests).Count(("cache_operation", "get")));
    }

    [Theory]
    [InlineData("IDistributedCache+5f2b6c1e9d0a4b7f8c3d2e1f0a9b8c7d+Decorated", "default")]
    [InlineData("baskets+5f2b6c1e9d0a4b7f8c3d2e1f0a9b8c7d+Decorated", "baskets")]
    [InlineData("a+b", "a+b")]
    [InlineData("+Decorated", "+Decorated")]
    [InlineData("Half+Decorated", "Half+Decorated")]
    public async Task A_cache_that_Scrutor_has_put_under_a_key_of_its_own_keeps_its_name(string key, string name)
    {
        await using var measured = new MeasuredServices(services => services.AddKeyedSingleton<IDistributedCache, FakeCache>(key));

        measured.Services.GetRequiredKeyedService<IDistributedCache>(key).Get("x");

        Assert.Equal(1, measured.Count("FakeCache", "get miss", name));
    }

    private static List<string> Made(Type type, object key, object asked, bool isMeasured)
    {
        var services = new ServiceCollection();
        Register(services, type, key);
        if (isMeasured)
        {
            new CacheInstrumentation(TestSettings.Of()).AddTo(services);
        }

        using var provider = services.BuildServiceProvider();
        provider.GetRequiredKeyedService<IDistributedCache>(asked);
        return provider.GetRequiredService<List<string>>();
    }

    private static void Register(IServiceCollection services, Type type, object key) => services
        .AddSingleton(new List<string>())
        .AddSingleton("first")
        .AddSingleton(new Server("server"))
        .AddKeyedSingleton("a", new Server("server a"))
        .AddKeyedSingleton("b", new Server("server b"))
        .AddKeyedSingleton(typeof(IDistributedCache), key, type);

    internal sealed record Server(string Name);

    internal sealed class Inheriting : FakeCache
    {
        public Inheriting([FromKeyedServices] Server server, List<string> made) => made.Add(server.Name);
    }

    internal sealed class Explicit : FakeCache
    {
        public Explicit([FromKeyedServices("b")] Server server, List<string> made) => made.Add(server.Name);
    }

    internal sealed class Unkeyed : FakeCache
    {
        public Unkeyed([FromKeyedServices(null)] Server server, List<string> made) => made.Add(server.Name);
    }

    internal sealed class LateKey : FakeCache
    {
        public LateKey(string text, [ServiceKey] string key, List<string> made) => made.AddRange([text, key]);
    }

    internal sealed class AnyObject : FakeCache
    {
        public AnyObject(Server plain, [ServiceKey] object key, [FromKeyedServices] Server server, List<string> made) =>
            made.AddRange([plain.Name, (string)key, server.Name]);
    }

    internal sealed class Optional : FakeCache
    {
        public Optional(List<string> made, [FromKeyedServices] Server? server = null, int number = 5) =>
            made.AddRange([server?.Name ?? "none", $"{number}"]);
    }

    internal sealed class Throwing : FakeCache
    {
        public Throwing([FromKeyedServices] Server server) => throw new TimeoutException(server.Name);
    }

    internal sealed class TwoWays : FakeCache
    {
        public TwoWays([FromKeyedServices] Server server, List<string> made) => made.Add(server.Name);

        public TwoWays([FromKeyedServices] Server server, Server plain, List<string> made) => made.AddRange([server.Name, plain.Name]);
    }

    internal sealed class Preferred : FakeCache
    {
        [ActivatorUtilitiesConstructor]
        public Preferred(List<string> made) => made.Add("preferred");

        public Preferred(List<string> made, [FromKeyedServices("a")] Server server) => made.Add(server.Name);
    }
}
