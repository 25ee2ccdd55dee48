namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>EF Core 10.</summary>
public sealed class Sqlite10Run() : SqliteRun("DataSqlite10");
