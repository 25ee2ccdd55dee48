using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>What EF Core tells of a connection that it has opened.</summary>
internal struct OpenedConnection
{
    private static readonly PayloadFields<OpenedConnection> Fields = new("Context");

    public DbConnection Connection;

    /// <summary>Null for a connection that no context opens.</summary>
    public object? Context;

    public TimeSpan Duration;

    /// <summary>Reads the event. Throws <see cref="MissingMemberException"/> if it is none of a connection.</summary>
    public static void Of(object payload, out OpenedConnection opened) => Fields.Read(payload, out opened);
}
