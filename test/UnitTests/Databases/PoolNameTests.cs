using AspNetCorePrometheus.Instrumentation.Databases;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

public class PoolNameTests
{
    [Fact]
    public void A_name_of_the_applications_stays() => Assert.Equal("orders", PoolNames.Of("orders"));

    [Fact]
    public void Connection_strings_show_server_and_database_and_are_kept_apart()
    {
        var first = PoolNames.Of("Host=pools;Port=5432;Username=ann;Password=p;Database=shop");
        var second = PoolNames.Of("Host=pools;Port=5432;Username=bob;Password=p;Database=shop");

        Assert.Equal(("pools:5432/shop", "pools:5432/shop#2"), (first, second));
        Assert.Equal(second, PoolNames.Of("Host=pools;Port=5432;Username=bob;Password=p;Database=shop"));
    }

    [Fact]
    public void A_pool_has_one_name_whichever_of_its_first_connections_asks()
    {
        for (var pool = 0; pool < 200; pool++)
        {
            var name = $"Host=raced{pool};Database=shop;Password=p";
            using var start = new Barrier(4);
            var names = new string[4];
            var threads = Enumerable.Range(0, names.Length).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                names[i] = PoolNames.Of(name);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            Assert.Equal(Enumerable.Repeat($"raced{pool}/shop", 4), names);
        }
    }

    [Theory]
    [InlineData("ann:secret@server")]
    [InlineData("=broken;secret")]
    public void What_cannot_be_read_shows_nothing(string name) =>
        Assert.DoesNotContain("secret", PoolNames.Of(name), StringComparison.Ordinal);
}
