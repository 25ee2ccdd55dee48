using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

public class SettingsDocumentTests
{
    private const string Placeholder = "Key";

    [Fact]
    public void Every_setting_is_documented_with_its_default_and_meaning_and_no_other_is() =>
        Assert.Equal(
            SettingDefinitions.All.Select(definition => (
                $"`{definition.Key}`",
                definition.Default.Length == 0 ? "none" : $"`{definition.Default}`",
                definition.Meaning)),
            DocumentTable.Rows("docs/settings.md", "key").Select(row => (row["key"], row["default"], row["meaning"])));

    [Fact]
    public void Every_documented_environment_variable_names_a_setting()
    {
        var keys = SettingDefinitions.All.Select(definition => definition.Key).Append(Placeholder).ToHashSet();

        Assert.All(Documents().SelectMany(NamedKeys), key => Assert.Contains(key, keys));
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Path.Combine(WorkingTree.Root, "docs"), "*.md")
            .Append(Path.Combine(WorkingTree.Root, "README.md"));

    private static IEnumerable<string> NamedKeys(string document) =>
        File.ReadAllText(document).Split("Prometheus__").Skip(1)
            .Select(rest => new string([.. rest.TakeWhile(char.IsAsciiLetter)]))
            .Where(key => key.Length > 0);
}
