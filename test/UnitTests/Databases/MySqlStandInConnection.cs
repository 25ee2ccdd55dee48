namespace AspNetCorePrometheus.UnitTests.Databases;

/// <summary>A connection whose type's name says that its driver is one for MySQL; open if it has a version.</summary>
internal sealed class MySqlStandInConnection(string connectionString, string version)
    : StandInConnection("db.example", "shop", connectionString, version);
