using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.Lanes;
using AspNetCorePrometheus.Instrumentation.Requests;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>A database as its connections name it, with the series that are written for each of its commands.</summary>
internal sealed class DatabaseTarget
{
    private readonly DatabaseFamilies _families;
    private readonly ErrorCodes _codes;
    private readonly KeyValuePair<string, object?>[] _attributes;
    private readonly LaneHistogram?[] _operations = new LaneHistogram?[OperationNames.All.Length];

    private LaneHistogram? _connectionWait;
    private LaneCounter? _batched;

    public DatabaseTarget(DatabaseFamilies families, ErrorCodes codes, DbConnection connection, string? provider)
    {
        _families = families;
        _codes = codes;
        System = DatabaseSystems.Of(connection, provider);
        var settings = Settings(connection);
        var server = ServerEndpoint.Of(System, connection, settings);
        List<KeyValuePair<string, object?>> attributes = [new(DatabaseAttributes.System, System)];
        Add(attributes, DatabaseAttributes.Namespace, DatabaseName.Of(System, connection, settings));
        Add(attributes, DatabaseAttributes.ServerAddress, server.Address);
        Add(attributes, DatabaseAttributes.ServerPort, server.Port);
        _attributes = [.. attributes];
    }

    public string System { get; }

    /// <summary>Duration of getting an open connection, in stopwatch ticks.</summary>
    public LaneHistogram ConnectionWait => _connectionWait ??= _families.ConnectionWaitTime.Series(_attributes);

    public LaneCounter Batched => _batched ??= _families.BatchedCommands.Series(_attributes);

    /// <summary>Duration of commands that succeeded, by an index of <see cref="OperationNames.All"/>, in stopwatch ticks.</summary>
    public LaneHistogram Operation(int operation) => _operations[operation] ??= _families.OperationDuration.Series(
        [.. _attributes, new(DatabaseAttributes.Operation, OperationNames.All[operation])]);

    /// <summary>Duration of commands that failed, in stopwatch ticks.</summary>
    public LaneHistogram FailedOperation(int operation, Exception? exception) => _families.OperationDuration.Series(
        [.. _attributes, new(DatabaseAttributes.Operation, OperationNames.All[operation]), .. Error(exception)]);

    /// <summary>Duration of failing to make a connection, in stopwatch ticks.</summary>
    public LaneHistogram FailedConnection(Exception? exception) =>
        _families.ConnectionCreateTime.Series([.. _attributes, new(DatabaseAttributes.ErrorType, ErrorType(exception))]);

    // An event without an exception tells of a cancellation.
    private static string ErrorType(Exception? exception) =>
        exception is null ? typeof(OperationCanceledException).FullName! : RequestWords.ErrorType(exception);

    private static void Add(List<KeyValuePair<string, object?>> attributes, string name, object? value)
    {
        if (value is not null)
        {
            attributes.Add(new(name, value));
        }
    }

    private static DbConnectionStringBuilder Settings(DbConnection connection)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connection.ConnectionString };
        }
        catch (ArgumentException)
        {
            // A driver with a syntax of its own.
            return [];
        }
    }

    private IEnumerable<KeyValuePair<string, object?>> Error(Exception? exception)
    {
        yield return new(DatabaseAttributes.ErrorType, ErrorType(exception));
        if (exception is not null && _codes.Of(exception) is { } code)
        {
            yield return new(DatabaseAttributes.Status, code);
        }
    }
}
