namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Attribute names of the database families, as the semantic conventions have them.</summary>
internal static class DatabaseAttributes
{
    public const string System = "db.system.name";
    public const string Namespace = "db.namespace";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string Operation = "db.operation.name";
    public const string ErrorType = "error.type";
    public const string Status = "db.response.status_code";
    public const string PoolName = "db.client.connection.pool.name";
    public const string ConnectionState = "db.client.connection.state";
}
