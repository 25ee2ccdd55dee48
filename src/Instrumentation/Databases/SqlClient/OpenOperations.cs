namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>
/// What has begun and not yet ended, by the operation's id, and how many of it wait for a connection. Nothing is allocated for an operation
/// once the tables have grown to what the application does at a time.
/// </summary>
internal sealed class OpenOperations
{
    private const int Tables = 16;

    private readonly OpenOperationTable[] _tables = [.. Enumerable.Range(0, Tables).Select(static _ => new OpenOperationTable())];

    /// <summary>Keeps an operation until its end, or until thousands of others have begun that do not end.</summary>
    public void Begin(Guid id, in SqlClientOperation operation) => Table(id).Begin(id, operation);

    /// <summary>Ends an operation; false if it has not been seen to begin, has ended already or is no longer kept.</summary>
    public bool End(Guid id, out SqlClientOperation operation) => Table(id).End(id, out operation);

    private OpenOperationTable Table(Guid id) => _tables[(uint)id.GetHashCode() % Tables];
}
