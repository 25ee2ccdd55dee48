namespace AspNetCorePrometheus.UnitTests.Conventions;

/// <summary>A row of a document's table.</summary>
/// <param name="Heading">The heading that the table stands under.</param>
/// <param name="Cells">The cells by their column's title.</param>
internal sealed record TableRow(string Heading, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>A cell as it is written.</summary>
    public string this[string column] => Cells[column];

    /// <summary>A cell that holds one name in code marks, without them.</summary>
    public string Code(string column) => Cells[column].Trim('`');
}
