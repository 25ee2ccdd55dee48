using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Which driver serves one of EF Core's internal service providers, and what that driver tells itself.</summary>
/// <remarks>
/// A service provider has one EF Core provider, so the first connection that it is seen with tells for good. Events that are
/// not needed are not asked for, as EF Core allocates each.
/// </remarks>
internal sealed class EfCoreDriver
{
    private const int FirstNpgsqlWithMeter = 8;

    private volatile bool _isKnown;

    public bool IsKnown => _isKnown;

    /// <summary>Whether its meter measures EF Core's commands as well. So it is assumed while the driver is not known.</summary>
    public bool MeasuresCommands { get; private set; } = true;

    /// <summary>Whether it tells of connections itself, by its meter or its events: they are not counted from EF Core's events then.</summary>
    public bool MeasuresConnections { get; private set; }

    /// <summary>Learns from a connection.</summary>
    /// <param name="connection">The driver's connection, or somebody's wrapper of it.</param>
    /// <param name="context">The context that uses it, or null.</param>
    public void Learn(DbConnection? connection, object? context)
    {
        if (_isKnown || connection is null)
        {
            return;
        }

        var driver = connection.GetType().Assembly.GetName();
        var provider = context is null ? null : EfCoreContext.ProviderName(context);
        MeasuresCommands = driver.Name == "Npgsql"
            ? driver.Version is { Major: >= FirstNpgsqlWithMeter }
            : provider == "Npgsql.EntityFrameworkCore.PostgreSQL";
        MeasuresConnections = MeasuresCommands || driver.Name == "MySqlConnector" || provider == "Pomelo.EntityFrameworkCore.MySql"
            || SqlClientEvents.TellOf(connection, provider);
        _isKnown = true;
    }
}
