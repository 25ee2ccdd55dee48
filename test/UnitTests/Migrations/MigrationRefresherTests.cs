using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public sealed class MigrationRefresherTests : IDisposable
{
    private static readonly (string, string) Notes = ("efcore_context", "NotesContext");

    private readonly NotesFile _file = new();
    private readonly MigrationFamilies _families = new(TestSettings.Of());
    private readonly MigrationRefresher _refresher = new(TimeSpan.FromMilliseconds(20));

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task A_host_that_ends_takes_its_gauges_and_the_thread_with_it()
    {
        using var host = Begin();
        await Eventually.True(() => IsShown(_families.LastSuccess), "the first look-up");

        await host.StopAsync();

        Assert.False(IsShown(_families.Applied) || IsShown(_families.Pending) || IsShown(_families.LastSuccess));
        await Eventually.True(() => !host.Thread.IsAlive, "the end of the thread");
        Assert.True(_families.Applied.IsEmpty);
    }

    [Fact]
    public async Task What_another_host_shows_too_stays()
    {
        using var first = Begin();
        // The thread that comes first is the one that stays.
        await Eventually.True(() => first.HasLooked, "the first host's first look-up");
        using var second = Begin();
        await Eventually.True(() => !second.Thread.IsAlive && second.HasLooked, "the second host's first look-up");

        await second.StopAsync();

        Assert.Equal(2, Samples.Of(_families.Pending).Sum(Notes));
        Assert.True(first.Thread.IsAlive);
        await first.StopAsync();
        await Eventually.True(() => !first.Thread.IsAlive, "the end of the thread");
    }

    [Fact]
    public async Task The_thread_begins_again_for_a_later_host()
    {
        using var first = Begin();
        await first.StopAsync();
        await Eventually.True(() => !first.Thread.IsAlive, "the end of the thread");

        using var second = Begin();

        await Eventually.True(() => IsShown(_families.Pending), "the second host's first look-up");
        await second.StopAsync();
    }

    [Fact]
    public async Task Failures_are_counted_by_type_and_leave_the_last_values_until_all_is_well_again()
    {
        using var host = Begin();
        await Eventually.True(() => IsShown(_families.Pending), "the first look-up");

        await File.WriteAllTextAsync(_file.Path, new string('x', 10_000));
        await Eventually.True(() => Samples.Of(_families.Errors).Count(Notes) >= 2, "two failures");
        Assert.Equal(2, Samples.Of(_families.Pending).Sum(Notes));
        Assert.Equal(
            Samples.Of(_families.Errors).Count(),
            Samples.Of(_families.Errors).Count(("error_type", "Microsoft.Data.Sqlite.SqliteException")));

        var failed = Samples.Of(_families.LastSuccess).Sum();
        File.Delete(_file.Path);
        await Eventually.True(() => Samples.Of(_families.LastSuccess).Sum() > failed, "a success");
        await host.StopAsync();
    }

    [Fact]
    public async Task A_container_that_is_gone_ends_its_look_ups_without_an_error()
    {
        using var host = Begin();
        await Eventually.True(() => IsShown(_families.Pending), "the first look-up");

        host.Dispose();

        await Eventually.True(() => !host.Thread.IsAlive, "the end of the thread");
        Assert.True(_families.Errors.IsEmpty);
        Assert.False(IsShown(_families.Pending));
    }

    [Fact]
    public async Task Contexts_without_migrations_end_by_themselves()
    {
        using var host = Begin(services => services.AddDbContext<NoMigrationsContext>(
            options => options.UseSqlite(_file.ConnectionString)));

        await Eventually.True(() => !host.Thread.IsAlive, "the end of the thread");
        Assert.True(_families.Pending.IsEmpty && _families.Errors.IsEmpty);
    }

    private static bool IsShown(LaneFamily<LaneGauge> family) => Samples.Of(family).Labels.Count > 0;

    private RefreshedHost Begin(Action<IServiceCollection>? register = null)
    {
        var services = new ServiceCollection();
        (register ?? (own => own.AddDbContext<NotesContext>(options => options.UseSqlite(_file.ConnectionString))))(services);
        return new RefreshedHost(services, _families, _refresher);
    }
}
