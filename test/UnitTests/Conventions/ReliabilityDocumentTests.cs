using System.Reflection;
using System.Text.RegularExpressions;
using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

/// <summary>docs/reliability.md, the tests of faults, and the guards in the source name each other.</summary>
public partial class ReliabilityDocumentTests
{
    private const string Document = "docs/reliability.md";

    private static readonly string[] FaultFolders = ["test/EndToEnd/Faults"];
    private static readonly string[] FaultClasses = ["StandInBoundaryTests", "PayloadFaultTests"];

    private static readonly (string Name, string Value)[] Names =
    [
        .. typeof(Boundaries).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, (string)field.GetRawConstantValue()!)),
    ];

    [Fact]
    public void Every_test_that_the_tables_name_exists_and_every_test_of_faults_is_in_them()
    {
        var all = Directory.EnumerateFiles(Path.Combine(WorkingTree.Root, "test"), "*Tests.cs", SearchOption.AllDirectories).ToList();
        var named = DocumentTable.Rows(Document, "fault").Concat(DocumentTable.Rows(Document, "boundary"))
            .Select(row => row.Code("test")).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(named, all.SelectMany(TestsOf).ToHashSet(StringComparer.Ordinal));
        var ofFaults = all.Where(file => FaultFolders.Any(folder => file.Contains(folder, StringComparison.Ordinal))
            || FaultClasses.Contains(Path.GetFileNameWithoutExtension(file))).SelectMany(TestsOf);
        Assert.Superset(ofFaults.ToHashSet(StringComparer.Ordinal), named);
    }

    [Fact]
    public void Every_boundary_is_passed_in_the_source_and_stands_in_the_table_and_in_its_test()
    {
        var source = string.Concat(WorkingTree.SourceFiles().Select(File.ReadAllText));
        Assert.All(Names, name => Assert.Single(Regex.Matches(source, $@"FaultSeam\.Pass\(Boundaries\.{name.Name}\)")));
        Assert.Equal(
            Names.Select(name => name.Value).Order(StringComparer.Ordinal),
            DocumentTable.Rows(Document, "boundary").Select(row => row.Code("boundary")).Order(StringComparer.Ordinal));

        var tests = string.Concat(
            WorkingTree.Read("test/EndToEnd/Faults/BoundaryTests.cs"), WorkingTree.Read("test/UnitTests/Faults/StandInBoundaryTests.cs"));
        Assert.All(Names, name => Assert.Contains($"\"{name.Value}\"", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_guard_in_the_source_can_be_put_to_the_test() => Assert.All(WorkingTree.SourceFiles(), file =>
    {
        var text = File.ReadAllText(file);
        Assert.True(
            GuardPattern().Count(text) == SeamPattern().Count(text),
            $"{Path.GetRelativePath(WorkingTree.Root, file)} has a guard without a boundary, or a boundary without a guard");
    });

    private static IEnumerable<string> TestsOf(string file) => TestPattern().Matches(File.ReadAllText(file))
        .Select(match => $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups[1].Value}");

    [GeneratedRegex(@"catch \(Exception \w+\) when \(.*Contain\(")]
    private static partial Regex GuardPattern();

    [GeneratedRegex(@"FaultSeam\.Pass\(")]
    private static partial Regex SeamPattern();

    [GeneratedRegex(@"\[(?:Fact|Theory)\](?:\s*\[[^\n]*\]\s*\n)*\s*public (?:async )?(?:Task|void|Property) (\w+)\(")]
    private static partial Regex TestPattern();
}
