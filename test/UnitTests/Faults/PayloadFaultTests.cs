using System.Diagnostics;
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

    /// <summary>Listeners, events and payloads that no version of the libraries writes.</summary>
    public static TheoryData<string, string, object> Payloads => new()
    {
        { EfCoreEvents.Listener, EfCoreEvents.StateChanged, new object() },
        { EfCoreEvents.Listener, EfCoreEvents.StateChanged, "text" },
        { EfCoreEvents.Listener, EfCoreEvents.SaveChangesStarting, new { Context = 5 } },
        { EfCoreEvents.Listener, EfCoreEvents.SaveChangesStarting, 42 },
        { SqlClientEvents.Listener, SqlClientCommand, new object() },
        { SqlClientEvents.Listener, SqlClientCommand, new { OperationId = "text", Command = 7 } },
    };

    [Theory]
    [MemberData(nameof(Payloads))]
    public void A_payload_of_another_shape_is_counted_and_leaves_the_writer_alone(string listener, string name, object payload)
    {
        using var log = new LogFile();
        using var source = new DiagnosticListener(listener);
        new EfCoreSubscription("models", LogEvents.ModelMeasurementFailed, () => new ModelListener(new ModelFamilies(TestSettings.Of())))
            .OnNext(source);
        new SqlClientSubscription(new DatabaseFamilies(TestSettings.Of()), new ErrorCodes()).OnNext(source);
        Assert.True(source.IsEnabled(name));
        var before = Counted();

        for (var i = 0; i < 3; i++)
        {
            source.Write(name, payload);
        }

        Assert.Equal(before + 3, Counted());
        Assert.InRange(log.Text.Split("error [").Length - 1, 0, 1);
    }

    private static long Counted() =>
        FaultReport.Counts.Where(count => count.Key is "models" or "databases").Sum(count => count.Value);
}
