using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Models;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Models;

public sealed class UnreadableModelTests : IDisposable
{
    private const string Instrumentation = "unreadable models";

    // CommandSource.
    private const int LinqQuery = 1;

    private readonly ModelFamilies _families = new(TestSettings.Of());
    private readonly UnreadableModel _model;
    private readonly ServiceProvider _services;
    private readonly SavedContext _context;
    private readonly GuardedEfCoreReceiver _receiver;

    public UnreadableModelTests()
    {
        var model = UnreadableModel.New();
        _model = (UnreadableModel)(object)model;
        _services = new ServiceCollection().AddSingleton<IModelSource>(new GivenModelSource(model))
            .AddEntityFrameworkSqlite().BuildServiceProvider();
        _context = new SavedContext(new DbContextOptionsBuilder<SavedContext>()
            .UseSqlite("Data Source=:memory:").UseInternalServiceProvider(_services).Options);
        _receiver = new GuardedEfCoreReceiver(
            new StandInInstrumentation(Instrumentation, new ModelReceiver(new ModelListener(_families))));
    }

    [Fact]
    public void A_model_that_cannot_be_read_is_tried_and_told_once()
    {
        for (var i = 0; i < 5; i++)
        {
            Query($"SELECT {i}");
        }

        _receiver.Receive(EfCoreEvent.SaveChangesStarting, new { Context = _context });
        _receiver.Receive(EfCoreEvent.SaveChangesCompleted, new { Context = _context, EntitiesSavedCount = 0 });

        Assert.Equal(1, _model.Asked);
        Assert.Equal(1, FaultReport.Counts.Where(count => count.Key == Instrumentation).Sum(count => count.Value));
        Assert.Empty(Samples.Of(_families.Changes).Labels);
    }

    public void Dispose()
    {
        _context.Dispose();
        _services.Dispose();
    }

    private void Query(string text)
    {
        using var command = new SqliteCommand(text);
        _receiver.Receive(EfCoreEvent.CommandExecuted, new
        {
            Command = command,
            Context = _context,
            CommandSource = LinqQuery,
            Duration = TimeSpan.FromSeconds(1),
        });
    }
}
