using Xunit;

namespace AspNetCorePrometheus.UnitTests.Conventions;

/// <summary>The tables of a Markdown document, by the heading above them and the titles of their columns.</summary>
internal static class DocumentTable
{
    /// <summary>The rows of every table whose first column has this title; cells without their code marks.</summary>
    public static IReadOnlyList<TableRow> Rows(string document, string firstColumn)
    {
        var rows = new List<TableRow>();
        var heading = string.Empty;
        string[]? titles = null;
        foreach (var line in WorkingTree.Read(document).Split('\n'))
        {
            if (!line.StartsWith('|'))
            {
                heading = line.StartsWith('#') ? line.TrimStart('#').Trim() : heading;
                titles = null;
            }
            else if (titles is null)
            {
                titles = Cells(line);
            }
            else if (titles[0] == firstColumn && !line.StartsWith("| ---", StringComparison.Ordinal))
            {
                rows.Add(new(heading, titles.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second)));
            }
        }

        Assert.NotEmpty(rows);
        return rows;
    }

    private static string[] Cells(string line) =>
        [.. line.Trim().Trim('|').Split('|').Select(static cell => cell.Trim())];
}
