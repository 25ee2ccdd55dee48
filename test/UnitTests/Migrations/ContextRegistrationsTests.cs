using AspNetCorePrometheus.Instrumentation.EntityFramework;
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

        Assert.Equal([typeof(NotesContext)], RegisteredContexts.Of(_services));
        var found = Assert.Single(ContextRegistrations.Find(_services));

        Assert.Equal(typeof(NotesContext), found.Context);
        Assert.Equal(typeof(DbContext), found.Base);
        Assert.Equal([typeof(INotes)], found.Sources);
    }

    [Fact]
    public void A_context_that_is_registered_as_an_instance_is_found_with_what_gives_it()
    {
        using var context = new NotesContext(new DbContextOptionsBuilder<NotesContext>().UseSqlite("Data Source=a").Options);
        _services.AddSingleton<INotes>(context);

        Assert.Equal([typeof(NotesContext)], RegisteredContexts.Of(_services));
        Assert.Equal([typeof(INotes)], Assert.Single(ContextRegistrations.Find(_services)).Sources);
    }

    [Fact]
    public void What_names_the_contexts_finds_the_same_ones_as_what_looks_up_their_migrations()
    {
        _services.AddScoped<RootContext, DerivedContext>();
        _services.AddScoped<AbstractContext>(_ => new ConcreteContext());
        _services.AddKeyedScoped<NoMigrationsContext>("key");
        _services.AddKeyedSingleton("key", new DbContextOptions<NotesContext>());

        Assert.Equal([typeof(RootContext), typeof(DerivedContext)], RegisteredContexts.Of(_services));
        Assert.Equal([typeof(RootContext), typeof(DerivedContext)], ContextRegistrations.Find(_services).Select(found => found.Context));
    }

    [Fact]
    public void The_base_class_and_everything_else_is_no_context()
    {
        _services.AddScoped<DbContext>(provider => provider.GetRequiredService<NotesContext>());
        _services.AddSingleton(new object());
        _services.AddSingleton(typeof(IEnumerable<>), typeof(List<>));

        Assert.Empty(ContextRegistrations.Find(_services));
        Assert.Empty(RegisteredContexts.Of(_services));
    }

    [Fact]
    public void Two_contexts_of_one_short_name_have_their_full_names_in_every_family()
    {
        _services.AddScoped<First.TwinContext>();
        _services.AddScoped<Second.TwinContext>();
        RegisteredContexts.Of(_services);

        Assert.Equal(typeof(Second.TwinContext).FullName, ContextNames.Of(typeof(Second.TwinContext)));
        Assert.Equal(
            [typeof(First.TwinContext).FullName, typeof(Second.TwinContext).FullName],
            ContextRegistrations.Find(_services).Select(context => context.Name));
    }

    [Fact]
    public void A_context_whose_short_name_is_taken_has_one_name_in_every_family()
    {
        var used = ContextNames.Of(typeof(First.LateContext));
        _services.AddScoped<Second.LateContext>();

        Assert.Equal("LateContext", used);
        Assert.Equal([ContextNames.Of(typeof(Second.LateContext))], ContextRegistrations.Find(_services).Select(context => context.Name));
        Assert.Equal(typeof(Second.LateContext).FullName, ContextNames.Of(typeof(Second.LateContext)));
    }

    private static class First
    {
        public sealed class TwinContext : DbContext;

        public sealed class LateContext : DbContext;
    }

    private static class Second
    {
        public sealed class TwinContext : DbContext;

        public sealed class LateContext : DbContext;
    }

    private class RootContext : DbContext;

    private sealed class DerivedContext : RootContext;

    private abstract class AbstractContext : DbContext;

    private sealed class ConcreteContext : AbstractContext;
}
