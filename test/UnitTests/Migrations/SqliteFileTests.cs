using AspNetCorePrometheus.Instrumentation.Migrations;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aspnetcore-prometheus-").FullName;

    [Theory]
    [InlineData("notes.db", "notes.db")]
    [InlineData("my notes.db", "my notes.db")]
    [InlineData("a;b.db", "a;b.db")]
    [InlineData("link.db", "notes.db")]
    public void A_closed_file_with_a_write_ahead_log_is_read_alone(string name, string read)
    {
        MakeDatabase(read, "WAL");
        Link();

        Assert.Equal($"file://{_folder}/{read}?immutable=1", Untouched(name));
        Assert.Equal([read], Databases());
    }

    [Theory]
    [InlineData("notes.db-wal", "notes.db")]
    [InlineData("notes.db-journal", "notes.db")]
    [InlineData("notes.db-wal", "link.db")]
    public void A_file_with_a_log_is_not_all_there_is_to_read(string log, string name)
    {
        MakeDatabase("notes.db", "WAL");
        Make(log);
        Link();

        Assert.Null(Untouched(name));
    }

    [Fact]
    public void An_open_file_with_a_rollback_journal_is_read_with_locks()
    {
        MakeDatabase("notes.db", "DELETE");
        using var application = Open("notes.db");
        Execute(application, "BEGIN EXCLUSIVE");

        Assert.Equal(["notes.db"], Databases());
        Assert.Null(Untouched("notes.db"));
        Assert.Equal(["notes.db"], Databases());
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing.db")]
    [InlineData("empty.db")]
    [InlineData("no database.db")]
    [InlineData("file:notes.db")]
    [InlineData("|DataDirectory|notes.db")]
    [InlineData("what?.db")]
    public void What_is_no_plain_database_is_left_as_it_is(string name)
    {
        Make("empty.db");
        File.WriteAllText(Path.Combine(_folder, "no database.db"), new string('x', 10_000));
        MakeDatabase("notes.db", "WAL");
        File.Copy(Path.Combine(_folder, "notes.db"), Path.Combine(_folder, "what?.db"));

        Assert.Null(name.Contains('.') && !name.Contains(':') && !name.Contains('|')
            ? Untouched(name)
            : SqliteFile.Untouched(name, typeof(SqliteConnection)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private string? Untouched(string name) => SqliteFile.Untouched(Path.Combine(_folder, name), typeof(SqliteConnection));

    private string[] Databases() => [.. Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)).Where(name => name != "link.db")];

    private SqliteConnection Open(string name)
    {
        var connection = new SqliteConnection($"Data Source='{Path.Combine(_folder, name)}';Pooling=False");
        connection.Open();
        return connection;
    }

    private void MakeDatabase(string name, string journal)
    {
        using var connection = Open(name);
        Execute(connection, $"PRAGMA journal_mode={journal}; CREATE TABLE Notes (Id INTEGER)");
    }

    private void Make(string name) => File.WriteAllText(Path.Combine(_folder, name), string.Empty);

    private void Link() => File.CreateSymbolicLink(Path.Combine(_folder, "link.db"), Path.Combine(_folder, "notes.db"));
}
