using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace AspNetCorePrometheus.UnitTests.Databases;

/// <summary>A driver's connection as far as it tells where it leads.</summary>
internal class StandInConnection(string dataSource, string database = "", string connectionString = "", string version = "") : DbConnection
{
    [AllowNull]
    public override string ConnectionString { get; set; } = connectionString;

    public override string Database => database;

    public override string DataSource => dataSource;

    public override string ServerVersion => version;

    public override ConnectionState State => version.Length > 0 ? ConnectionState.Open : ConnectionState.Closed;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Close()
    {
    }

    public override void Open() => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => throw new NotSupportedException();
}
