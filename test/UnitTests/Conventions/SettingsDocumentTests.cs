using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

public class SettingsDocumentTests
{
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
        var keys = SettingDefinitions.All.Select(definition => definition.Key).ToHashSet();
        foreach (var document in Directory.EnumerateFiles(Path.Combine(WorkingTree.Root, "docs"), "*.md"))
        {
            foreach (var word in File.ReadAllText(document).Split("Prometheus__").Skip(1))
            {
                Assert.Contains(new string([.. word.TakeWhile(char.IsLetter)]), keys);
            }
        }
    }
}
