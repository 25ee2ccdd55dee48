using System.Collections.Concurrent;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>A SQLite file of a test, which does not exist yet, and what EF Core told of its use.</summary>
public sealed class NotesFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aspnetcore-prometheus-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "notes.db");

    public string ConnectionString => $"Data Source={Path};Pooling=False";

    public ConcurrentQueue<string> Lines { get; } = new();

    public bool IsEmpty => Directory.GetFileSystemEntries(_folder).Length == 0;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
