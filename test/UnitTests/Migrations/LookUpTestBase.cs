using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>A container with contexts on a SQLite file of its own, and a real EF Core 6.</summary>
public abstract class LookUpTestBase : IDisposable
{
    private readonly LineLogger _lines = new();

    protected LookUpTestBase()
    {
        Services.AddSingleton(Notes);
        Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_lines));
    }

    protected NotesFile Notes { get; } = new();

    protected ServiceCollection Services { get; } = new();

    private protected LineLogger Log => _lines;

    public void Dispose()
    {
        Notes.Dispose();
        _lines.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Register(string registration)
    {
        void Configure(DbContextOptionsBuilder options) => options.UseSqlite(Notes.ConnectionString);
        _ = registration switch
        {
            "context" => Services.AddDbContext<NotesContext>(Configure),
            "pool" => Services.AddDbContextPool<NotesContext>(Configure),
            "factory" => Services.AddDbContextFactory<NotesContext>(Configure),
            "pooled factory" => Services.AddPooledDbContextFactory<NotesContext>(Configure),
            _ => Services.AddDbContext<INotes, NotesContext>(Configure),
        };
    }

    private protected ContextRegistration Registration() => Assert.Single(ContextRegistrations.Find(Services));

    private protected async Task<MigrationCounts?> LookUpAsync()
    {
        await using var provider = Services.BuildServiceProvider(validateScopes: true);
        return await MigrationLookUp.RunAsync(Registration(), provider, TimeSpan.FromSeconds(10), CancellationToken.None);
    }

    protected async Task MigrateAsync(string target)
    {
        await using var provider = Services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var options = scope.ServiceProvider.GetRequiredService<DbContextOptions<NotesContext>>();
        await using var context = new NotesContext(options);
        await context.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync(target);
    }
}
