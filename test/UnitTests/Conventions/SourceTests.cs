using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

public class SourceTests
{
    private const int MostLines = 250;

    [Fact]
    public void No_source_file_is_longer_than_250_lines() =>
        Assert.All(WorkingTree.SourceFiles(), file => Assert.True(
            File.ReadLines(file).Count() <= MostLines, $"{Path.GetRelativePath(WorkingTree.Root, file)} is longer"));
}
