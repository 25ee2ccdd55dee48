using AspNetCorePrometheus.Instrumentation.Migrations;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Migrations;

public sealed class SqliteFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aspnetcore-prometheus-").FullName;

    [Theory]
    [InlineData("notes.db", "notes.db")]
    [InlineData("my notes.db", "my notes.db")]
    [InlineData("link.db", "notes.db")]
    public void A_file_without_a_log_is_read_alone(string name, string read)
    {
        Make(read);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.db"), Path.Combine(_folder, "notes.db"));

        Assert.Equal($"file://{_folder}/{read}?immutable=1", SqliteFile.Untouched(Path.Combine(_folder, name)));
    }

    [Theory]
    [InlineData("notes.db-wal", "notes.db")]
    [InlineData("notes.db-journal", "notes.db")]
    [InlineData("notes.db-wal", "link.db")]
    public void A_file_with_a_log_is_not_all_there_is_to_read(string log, string name)
    {
        Make("notes.db");
        Make(log);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.db"), Path.Combine(_folder, "notes.db"));

        Assert.Null(SqliteFile.Untouched(Path.Combine(_folder, name)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing.db")]
    [InlineData("file:notes.db")]
    [InlineData("|DataDirectory|notes.db")]
    [InlineData("what?.db")]
    public void What_is_no_plain_file_is_left_as_it_is(string name)
    {
        Make("notes.db");
        Make("what?.db");

        Assert.Null(SqliteFile.Untouched(name.Contains('.') && !name.Contains(':') && !name.Contains('|') ? Path.Combine(_folder, name) : name));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Make(string name) => File.WriteAllText(Path.Combine(_folder, name), string.Empty);
}
