using AspNetCorePrometheus.Instrumentation.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public class ContextRegistrationsTests
{
    private readonly ServiceCollection _services = new();

    [Fact]
    public void Contexts_pools_factories_and_self_configured_ones_are_found_once_each()
    {
        _services.AddDbContext<NotesContext>(options => options.UseSqlite("Data Source=a"));
        _services.AddDbContextFactory<NotesContext>(options => options.UseSqlite("Data Source=a"));
        _services.AddPooledDbContextFactory<NoMigrationsContext>(options => options.UseSqlite("Data Source=b"));
        _services.AddScoped<SelfConfiguredContext>();

        Assert.Equal(
            ["NoMigrationsContext", "NotesContext", "SelfConfiguredContext"],
            ContextRegistrations.Find(_services).Select(context => context.Name).Order());
    }

    [Fact]
    public void A_context_behind_an_interface_is_found_with_what_gives_it()
    {
        _services.AddScoped<INotes, NotesContext>();

        Assert.True(ContextRegistrations.Any(_services));
        var found = Assert.Single(ContextRegistrations.Find(_services));

        Assert.Equal(typeof(NotesContext), found.Context);
        Assert.Equal(typeof(DbContext), found.Base);
        Assert.Equal([typeof(INotes)], found.Sources);
    }

    [Fact]
    public void The_base_class_and_everything_else_is_no_context()
    {
        _services.AddScoped<DbContext>(provider => provider.GetRequiredService<NotesContext>());
        _services.AddSingleton(new object());
        _services.AddSingleton(typeof(IEnumerable<>), typeof(List<>));

        Assert.Empty(ContextRegistrations.Find(_services));
        Assert.False(ContextRegistrations.Any(_services));
    }

    [Fact]
    public void Two_contexts_of_one_short_name_are_told_apart_by_their_full_names()
    {
        _services.AddScoped<NotesContext>();
        _services.AddScoped<Nested.NotesContext>();

        Assert.Equal(
            [typeof(NotesContext).FullName, typeof(Nested.NotesContext).FullName],
            ContextRegistrations.Find(_services).Select(context => context.Name));
    }

    private static class Nested
    {
        public sealed class NotesContext : DbContext;
    }
}
