using System.Collections.Concurrent;
using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>What a look-up shares with the application, and what tells it from the application's own doing.</summary>
public sealed class QuietnessTests : LookUpTestBase
{
    [Fact]
    public async Task Events_of_a_look_up_carry_the_mark_of_our_own_and_the_callers_do_not()
    {
        Register("context");
        await MigrateAsync("20260101000000_First");
        var marks = new ConcurrentQueue<bool>();
        using var all = DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == "Microsoft.EntityFrameworkCore")
            {
                listener.Subscribe(new Observer<KeyValuePair<string, object?>>(entry =>
                {
                    if (entry.Value is Microsoft.EntityFrameworkCore.Diagnostics.CommandEventData command
                        && command.Command.Connection!.ConnectionString.Contains(Notes.Path, StringComparison.Ordinal))
                    {
                        marks.Enqueue(OwnLookUp.IsRunning);
                    }
                }));
            }
        }));

        await LookUpAsync();

        Assert.NotEmpty(marks);
        Assert.DoesNotContain(false, marks);
        Assert.False(OwnLookUp.IsRunning);
    }

    [Fact]
    public async Task EF_Cores_internal_services_are_the_applications_own()
    {
        Register("context");
        await using var provider = Services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<NotesContext>();
        var own = context.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalTypeMappingSource>();
        using var options = new QuietOptions(typeof(DbContext));
        await ContextSource.ReadAsync(Registration(), scope.ServiceProvider, options);
        Assert.True(options.Detach(options.Relational!));
        options.Silence(scope.ServiceProvider);

        await using var plain = new DbContext((DbContextOptions)options.Options);

        Assert.Same(own, plain.GetService<Microsoft.EntityFrameworkCore.Storage.IRelationalTypeMappingSource>());
    }
}
