using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>With EF Core 6.</summary>
public sealed class Sqlite6Tests(Sqlite6Run run) : SqliteTests(run), IClassFixture<Sqlite6Run>;
