using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Models;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Models;

/// <summary>Savepoints of the application's beside those that EF Core makes for its saves, with a real EF Core 6.</summary>
public sealed class SavepointTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly ServiceProvider _services = new ServiceCollection().AddEntityFrameworkSqlite().BuildServiceProvider();
    private readonly ApplicationSavepoints _before = new();
    private readonly ModelFamilies _families = new(TestSettings.Of());
    private readonly SavedContext _context;
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable _subscription;

    public SavepointTests()
    {
        _connection.Open();
        _context = new SavedContext(new DbContextOptionsBuilder<SavedContext>()
            .UseSqlite(_connection).UseInternalServiceProvider(_services).AddInterceptors(_before).Options);
        _context.Database.EnsureCreated();
        var listener = new ModelListener(_families);
        _subscription = ((DiagnosticListener)_services.GetRequiredService<DiagnosticSource>()).Subscribe(
            new Observer<KeyValuePair<string, object?>>(entry => listener.Receive(EfCoreEvents.Of(entry.Key), entry.Value!)));
        _transaction = _context.Database.BeginTransaction();
        Save();
    }

    [Fact]
    public void One_made_before_a_save_and_rolled_back_to_later_takes_that_save_back()
    {
        _before.Next = () => _transaction.CreateSavepoint("before");
        Save();
        _transaction.RollbackToSavepoint("before");

        Assert.Equal(1, Committed());
    }

    [Fact]
    public void One_made_and_released_before_a_save_leaves_the_earlier_one_the_last()
    {
        _transaction.CreateSavepoint("own");
        Save();
        _before.Next = () =>
        {
            _transaction.CreateSavepoint("trial");
            _transaction.ReleaseSavepoint("trial");
        };
        Save();
        _transaction.RollbackToSavepoint("own");

        Assert.Equal(1, Committed());
    }

    [Fact]
    public void One_made_before_a_save_for_which_EF_Core_makes_none_is_the_applications()
    {
        _context.Database.AutoSavepointsEnabled = false;
        _before.Next = () => _transaction.CreateSavepoint("before");
        Save();
        _transaction.RollbackToSavepoint("before");

        Assert.Equal(1, Committed());
    }

    [Fact]
    public void One_made_before_a_save_of_nothing_is_the_applications()
    {
        _before.Next = () => _transaction.CreateSavepoint("before");
        _context.SaveChanges();
        Save();
        _transaction.RollbackToSavepoint("before");

        Assert.Equal(1, Committed());
    }

    [Fact]
    public void One_made_after_a_save_that_an_interceptor_has_refused_is_the_applications()
    {
        _before.Next = static () => throw new InvalidOperationException("refused");
        Assert.Throws<InvalidOperationException>(Save);
        _context.ChangeTracker.Clear();
        _transaction.CreateSavepoint("own");
        Save();
        _transaction.RollbackToSavepoint("own");

        Assert.Equal(1, Committed());
    }

    [Fact]
    public void A_save_that_fails_leaves_the_earlier_one_the_last()
    {
        _transaction.CreateSavepoint("own");
        Save();
        _before.Next = () => _transaction.CreateSavepoint("before");
        _context.Add(new SavedNote { Id = 1 });
        Assert.Throws<DbUpdateException>(() => _context.SaveChanges());
        _context.ChangeTracker.Clear();
        _transaction.ReleaseSavepoint("before");
        _transaction.RollbackToSavepoint("own");

        Assert.Equal(1, Committed());
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _transaction.Dispose();
        _context.Dispose();
        _connection.Dispose();
        _services.Dispose();
    }

    private void Save()
    {
        _context.ChangeTracker.Clear();
        _context.Add(new SavedNote());
        _context.SaveChanges();
    }

    // What the database has, and what was counted.
    private long Committed()
    {
        _transaction.Commit();
        var rows = _context.Notes.AsNoTracking().LongCount();
        Assert.Equal(rows, Samples.Of(_families.Changes).Count(("efcore_operation", "insert")));
        return rows;
    }
}
