using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>The meters of database drivers, brought to the names of the semantic conventions whichever version wrote them.</summary>
internal static class DriverInstruments
{
    private const string Npgsql = "Npgsql";

    // Npgsql 8 and 9 and MySqlConnector have the names of before the conventions were stable; Npgsql 10 has a prefix of its own
    // before three of them.
    private static readonly KeyValuePair<string, string>[] Names =
    [
        new("db.client.commands.duration", "db.client.operation.duration"),
        new("db.client.commands.executing", "db.client.operation.npgsql.executing"),
        new("db.client.commands.failed", "db.client.operation.failed"),
        new("db.client.commands.bytes_written", "db.client.operation.npgsql.bytes_written"),
        new("db.client.commands.bytes_read", "db.client.operation.npgsql.bytes_read"),
        new("db.client.commands.prepared_ratio", "db.client.operation.npgsql.prepared_ratio"),
        new("db.client.connections.usage", "db.client.connection.count"),
        new("db.client.connections.max", "db.client.connection.max"),
        new("db.client.connections.idle.max", "db.client.connection.idle.max"),
        new("db.client.connections.idle.min", "db.client.connection.idle.min"),
        new("db.client.connections.pending_requests", "db.client.connection.pending_requests"),
        new("db.client.connections.timeouts", "db.client.connection.timeouts"),
        new("db.client.connections.create_time", "db.client.connection.create_time"),
        new("db.client.connections.use_time", "db.client.connection.use_time"),
        new("db.client.connections.wait_time", "db.client.connection.wait_time"),
        new("db.client.connection.npgsql.pending_requests", "db.client.connection.pending_requests"),
        new("db.client.connection.npgsql.timeouts", "db.client.connection.timeouts"),
        new("db.client.connection.npgsql.create_time", "db.client.connection.create_time"),
    ];

    /// <summary>Whether an instrument belongs to a driver whose attributes may need rewriting.</summary>
    public static bool IsDrivers(Instrument instrument) => instrument.Meter.Name is Npgsql or "MySqlConnector";

    /// <summary>The convention's name of a driver's instrument; null if it has that already.</summary>
    public static string? ConventionName(Instrument instrument)
    {
        if (IsDrivers(instrument))
        {
            foreach (var (driver, convention) in Names)
            {
                if (driver == instrument.Name)
                {
                    return convention;
                }
            }
        }

        return null;
    }

    /// <summary>Whether an instrument measures commands, those of EF Core among them.</summary>
    public static bool MeasuresCommands(Instrument instrument) =>
        instrument.Meter.Name == Npgsql && instrument.Name is "db.client.operation.duration" or "db.client.commands.duration";

    /// <summary>Whether an instrument counts failures of commands, those of EF Core among them.</summary>
    public static bool CountsFailures(Instrument instrument) =>
        instrument.Meter.Name == Npgsql && instrument.Name is "db.client.operation.failed" or "db.client.commands.failed";
}
