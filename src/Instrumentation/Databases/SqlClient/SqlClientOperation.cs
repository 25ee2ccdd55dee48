namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>An operation that has begun.</summary>
/// <param name="Timestamp">In stopwatch ticks.</param>
/// <param name="Target">The database it is sent to.</param>
/// <param name="Operation">An index of <see cref="OperationNames.All"/>, or <see cref="Opening"/>.</param>
/// <param name="Timeout">How long an opening may take, in seconds; 0 for no limit. Its end may find the connection disposed of.</param>
internal readonly record struct SqlClientOperation(long Timestamp, DatabaseTarget Target, int Operation, int Timeout)
{
    /// <summary>A connection is being opened.</summary>
    public const int Opening = -1;
}
