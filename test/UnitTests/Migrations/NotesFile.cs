using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace AspNetCorePrometheus.UnitTests.Migrations;

/// <summary>A SQLite file of a test, which does not exist yet, and what EF Core told of its use.</summary>
public sealed class NotesFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aspnetcore-prometheus-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "notes.db");

    public string ConnectionString => $"Data Source={Path};Pooling=False";

    public ConcurrentQueue<string> Lines { get; } = new();

    public bool IsEmpty => Directory.GetFileSystemEntries(_folder).Length == 0;

    /// <summary>Every file of the folder with what is in it.</summary>
    public IReadOnlyList<string> Content() =>
        [.. Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
