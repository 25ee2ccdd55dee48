using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Databases;

public class DatabaseTargetsTests
{
    [Fact]
    public void Databases_that_take_turns_are_found_without_an_allocation()
    {
        var targets = new DatabaseTargets(new DatabaseFamilies(TestSettings.Of()), new ErrorCodes());
        using var one = new SqliteConnection("Data Source=one.db");
        using var other = new SqliteConnection("Data Source=other.db");
        var (first, second) = (targets.Of(one, null), targets.Of(other, null));
        // The first comparison of two keys makes a comparer.
        targets.Of(one, null);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            targets.Of(one, null);
            targets.Of(other, null);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotSame(first, second);
        Assert.Same(first, targets.Of(one, null));
        Assert.Same(second, targets.Of(other, null));
    }

    [Fact]
    public void A_connection_string_that_is_made_anew_leads_to_the_same_database()
    {
        var targets = new DatabaseTargets(new DatabaseFamilies(TestSettings.Of()), new ErrorCodes());
        using var one = new SqliteConnection("Data Source=one.db");
        using var again = new SqliteConnection(string.Concat("Data Source=", "one.db".ToLowerInvariant()));
        using var other = new SqliteConnection("Data Source=other.db");

        var first = targets.Of(one, null);

        Assert.Same(first, targets.Of(again, null));
        Assert.NotSame(first, targets.Of(other, null));
        Assert.Same(first, targets.Of(one, null));
        Assert.Same(first, targets.Of(again, null));
    }
}
