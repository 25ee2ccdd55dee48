using System.Data;
using System.Data.Common;

// The namespace is what tells the driver.
namespace Microsoft.Data.SqlClient;

/// <summary>A connection that is nothing but its names.</summary>
internal sealed class SqlConnection(string dataSource, string database) : DbConnection
{
    [System.Diagnostics.CodeAnalysis.AllowNull]
    public override string ConnectionString { get; set; } = "Server=x;Password=never-shown";

    public override string Database => database;

    public override string DataSource => dataSource;

    public override int ConnectionTimeout => 1;

    public override string ServerVersion => "15";

    public override ConnectionState State => ConnectionState.Open;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Close()
    {
    }

    public override void Open()
    {
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new SqlCommand { Connection = this };
}
