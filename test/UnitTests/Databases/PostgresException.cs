using System.Data.Common;

// The full name is what tells the exception.
namespace Npgsql;

/// <summary>An answer of PostgreSQL with this code.</summary>
internal sealed class PostgresException(string code) : DbException
{
    public override string SqlState => code;
}
