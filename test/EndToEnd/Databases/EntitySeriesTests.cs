using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>The series of entities that nobody has changed yet.</summary>
public sealed class EntitySeriesTests : IDisposable
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    [Theory]
    [InlineData("DataSqlite")]
    [InlineData("DataSqlite10")]
    public async Task Every_entity_of_a_model_stands_at_zero_from_the_first_query_on(string host)
    {
        await using var app = await AppProcess.StartWithDropInAndAsync(
            host, [("ConnectionStrings__Data", $"Data Source={Path.Combine(_folder, "data.db")}")]);
        Assert.Empty((await app.ScrapeAsync()).Samples(DataHost.Changes));

        await app.GetAsync("/select");

        string[] entities = ["Animal", "Blog", "Cat", "Counter", "Dog", "Post", "PostTag", "Tag"];
        string[] operations = ["delete", "insert", "update"];
        var expected = entities.SelectMany(_ => operations, static (entity, operation) => new Sample(
            DataHost.Changes,
            new Dictionary<string, string>
            {
                ["efcore_context"] = "BlogContext",
                ["efcore_entity"] = entity,
                ["efcore_operation"] = operation,
            },
            0).ToString());
        var shown = (await app.ScrapeAsync()).Samples(DataHost.Changes).Select(sample => sample.ToString());
        Assert.Equal(expected, shown.Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
