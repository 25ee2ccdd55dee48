using System.Globalization;
using System.Reflection;
using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

public class LogEventTests
{
    private static readonly (string Name, int Id)[] Events =
    [
        .. typeof(LogEvents).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, (int)field.GetRawConstantValue()!)),
    ];

    [Fact]
    public void Event_ids_are_unique() => Assert.Equal(Events.Length, Events.DistinctBy(entry => entry.Id).Count());

    [Fact]
    public void Every_event_that_can_be_written_is_explained_and_no_other_is()
    {
        var source = WorkingTree.SourceFiles().Select(File.ReadAllText).ToArray();
        var written = Events
            .Where(entry => source.Any(text => Uses(text, $"LogEvents.{entry.Name}")))
            .Select(entry => entry.Id);
        var explained = DocumentTable.Rows("docs/troubleshooting.md", "event")
            .Select(row => int.Parse(row["event"], CultureInfo.InvariantCulture));

        Assert.Equal(written.Order(), explained.Order());
    }

    private static bool Uses(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        return at >= 0 && !char.IsLetterOrDigit(text[at + name.Length]);
    }
}
