using AspNetCorePrometheus.Instrumentation.Databases;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>What a look-up found.</summary>
/// <param name="Database">Where it looked.</param>
/// <param name="Applied">Rows of the migrations' history.</param>
/// <param name="Pending">Migrations of the code that are not in the history.</param>
internal sealed record MigrationCounts(DatabaseIdentity Database, int Applied, int Pending);
