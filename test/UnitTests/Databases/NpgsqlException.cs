using System.Data.Common;

namespace Npgsql;

/// <summary>What Npgsql ends a command with that has no answer of a server, by its name and shape.</summary>
internal sealed class NpgsqlException(Exception inner) : DbException(inner.Message, inner);
