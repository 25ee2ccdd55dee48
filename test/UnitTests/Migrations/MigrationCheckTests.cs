using AspNetCorePrometheus.Instrumentation.Migrations;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public sealed class MigrationCheckTests
{
    [Fact]
    public async Task A_look_up_that_does_not_heed_its_time_and_then_fails_is_one_error()
    {
        using var asked = new ManualResetEventSlim();
        using var answer = new ManualResetEventSlim();
        var services = new ServiceCollection();
        services.AddDbContext<NotesContext>(_ =>
        {
            asked.Set();
            Assert.True(answer.Wait(TimeSpan.FromMinutes(1)));
            throw new InvalidDataException();
        });
        await using var provider = services.BuildServiceProvider();
        var families = new MigrationFamilies(TestSettings.Of());
        var check = new MigrationCheck(Assert.Single(ContextRegistrations.Find(services)), provider, families, CancellationToken.None)
        {
            Limit = TimeSpan.FromMilliseconds(1),
            Grace = TimeSpan.Zero,
        };

        var run = Task.Run(() => check.RunAsync(TimeSpan.FromMinutes(1)));
        try
        {
            await Eventually.True(() => asked.IsSet, "a look-up");
            await Eventually.True(
                () =>
                {
                    check.NoteOverdue();
                    return check.IsOverdue;
                },
                "the end of its time");
            Assert.Equal(1, Samples.Of(families.Errors).Count());
        }
        finally
        {
            answer.Set();
            await run;
        }

        check.NoteOverdue();
        Assert.Equal(1, Samples.Of(families.Errors).Count());
        Assert.Equal(1, Samples.Of(families.Errors).Count(("efcore_context", "NotesContext"), ("error_type", "System.TimeoutException")));
    }
}
