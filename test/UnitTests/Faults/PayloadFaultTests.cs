using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using AspNetCorePrometheus.Instrumentation.Models;
using AspNetCorePrometheus.UnitTests.Support;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Faults;

[Collection(ProcessWide.Name)]
public sealed class PayloadFaultTests
{
    private const string SqlClientCommand = "Microsoft.Data.SqlClient.WriteCommandBefore";

    /// <summary>Events and payloads that no version of the libraries writes.</summary>
    public static TheoryData<string, object> Payloads => new()
    {
        { EfCoreEvents.NameOf(EfCoreEvent.StateChanged), new object() },
        { EfCoreEvents.NameOf(EfCoreEvent.StateChanged), "text" },
        { EfCoreEvents.NameOf(EfCoreEvent.SaveChangesStarting), new { Context = 5 } },
        { EfCoreEvents.NameOf(EfCoreEvent.SaveChangesStarting), 42 },
        { EfCoreEvents.NameOf(EfCoreEvent.CommandExecuted), new object() },
        { EfCoreEvents.NameOf(EfCoreEvent.CommandExecuted), new { Command = "text", CommandSource = 0, Duration = TimeSpan.Zero } },
        { SqlClientCommand, new object() },
        { SqlClientCommand, new { OperationId = "text", Command = 7 } },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_of_another_shape_is_counted_and_leaves_the_writer_alone(string name, object payload)
    {
        using var log = new LogFile();
        var receiver = Receiver(name);
        var before = Counted();

        for (var i = 0; i < 3; i++)
        {
            receiver.OnNext(new KeyValuePair<string, object?>(name, payload));
        }

        Assert.Equal(before + 3, Counted());
        Assert.InRange(log.Text.Split("error [").Length - 1, 0, 1);
    }

    private static IObserver<KeyValuePair<string, object?>> Receiver(string name) => name == SqlClientCommand
        ? new SqlClientObserver(new SqlClientOperations(new SqlClientTargets(Families, new ErrorCodes()), Families.ConnectionCount))
        : new EfCoreObserver(new GuardedEfCoreReceiver(
            new StandInInstrumentation("models", new ModelReceiver(new ModelListener(new ModelFamilies(TestSettings.Of()))))));

    private static DatabaseFamilies Families { get; } = new(TestSettings.Of());

    private static long Counted() =>
        FaultReport.Counts.Where(count => count.Key is "models" or "databases").Sum(count => count.Value);
}
