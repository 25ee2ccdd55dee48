using System.Text.RegularExpressions;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

public partial class DocumentLinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file() =>
        Assert.All(Documents().SelectMany(Links), link => Assert.True(Path.Exists(link), $"{link} does not exist"));

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(WorkingTree.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(WorkingTree.Root, "docs"), "*.md"));

    private static IEnumerable<string> Links(string document) =>
        LinkPattern().Matches(File.ReadAllText(document))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Select(target => Path.Combine(Path.GetDirectoryName(document)!, target));

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();
}
