using AspNetCorePrometheus.Instrumentation.Exposition;
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

    private readonly string _pool;

    private LaneHistogram? _connectionCreation;
    private LaneHistogram? _connectionWait;
    private LaneCounter? _pending;
    private LaneCounter? _batched;

    public DatabaseTarget(DatabaseFamilies families, ErrorCodes codes, DatabaseIdentity database, bool isToldByDriver)
    {
        _families = families;
        _codes = codes;
        IsToldByDriver = isToldByDriver;
        Database = database;
        System = database.System;
        HasHashComments = database.System is DatabaseSystems.MySql or DatabaseSystems.MariaDb;
        List<KeyValuePair<string, object?>> attributes = [new(DatabaseAttributes.System, database.System)];
        Add(attributes, DatabaseAttributes.Namespace, database.Namespace);
        Add(attributes, DatabaseAttributes.ServerAddress, database.Address);
        Add(attributes, DatabaseAttributes.ServerPort, database.Port);
        _attributes = [.. attributes];
        _pool = PoolNames.Of(database);
    }

    /// <summary>What its commands and pools are named by.</summary>
    public DatabaseIdentity Database { get; }

    /// <summary><c>db.system.name</c>.</summary>
    public string System { get; }

    /// <summary>Whether <c>#</c> begins a comment in its commands.</summary>
    public bool HasHashComments { get; }

    /// <summary>Whether the driver tells of all its commands and connections itself, so that EF Core's events must not count.</summary>
    public bool IsToldByDriver { get; }

    /// <inheritdoc cref="DatabaseFamilies.Trace"/>
    public PastTrace? Trace => _families.Trace;

    /// <summary>Duration of making a new connection, in stopwatch ticks.</summary>
    public LaneHistogram ConnectionCreation => _connectionCreation ??= _families.ConnectionCreateTime.Series(_attributes);

    /// <summary>Connections that are being opened.</summary>
    public LaneCounter PendingConnections => _pending ??= _families.PendingConnections.Series(Pool);

    /// <summary>Whether a pool has made a connection that was gone before it could be asked for its maximum.</summary>
    public bool HasUnknownPool { get; set; }

    /// <summary>Connections that the pools of this name may hold.</summary>
    public LaneCounter ConnectionMaximum => _families.ConnectionMaximum.Series(Pool);

    /// <summary>Connections that the pool did not give out in time.</summary>
    public LaneCounter ConnectionTimeouts => _families.ConnectionTimeouts.Series(Pool);

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

    private KeyValuePair<string, object?> Pool => new(DatabaseAttributes.PoolName, _pool);

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

    private IEnumerable<KeyValuePair<string, object?>> Error(Exception? exception)
    {
        yield return new(DatabaseAttributes.ErrorType, ErrorType(exception));
        if (exception is not null && _codes.Of(exception) is { } code)
        {
            yield return new(DatabaseAttributes.Status, code);
        }
    }
}
