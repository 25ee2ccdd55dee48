namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>EF Core 6, the oldest that the drop-in knows.</summary>
public sealed class Sqlite6Run() : SqliteRun("DataSqlite");
