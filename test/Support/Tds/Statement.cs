using System.Globalization;
using System.Text.RegularExpressions;

namespace AspNetCorePrometheus.Tds;

/// <summary>
/// What the server does with a statement. It knows no tables: names in the text say what is to happen, and without one of them
/// a query has one row and a change affects one.
/// </summary>
/// <param name="Keyword">The first keyword in upper case, behind line comments.</param>
/// <param name="Rows">Rows of the result set, by the name <c>Rows_n</c>; null if there is none.</param>
/// <param name="Error">The error's number, by the names <c>NoSuchTable</c> (208) and <c>Deadlocked</c> (1205).</param>
/// <param name="Delay">How long the answer takes, by <c>WAITFOR DELAY 'hh:mm:ss.fff'</c>.</param>
/// <param name="Cuts">Whether the connection is cut instead of an answer, by the name <c>CutOff</c>.</param>
/// <param name="Database">The database that <c>USE</c> names.</param>
internal sealed partial record Statement(string Keyword, int? Rows, int? Error, TimeSpan Delay, bool Cuts, string? Database)
{
    /// <summary>Rows that the statement has returned or affected.</summary>
    public long? Count => Rows ?? (Keyword is "INSERT" or "UPDATE" or "DELETE" or "MERGE" ? 1 : null);

    public static Statement Of(string text)
    {
        var keyword = FirstKeyword().Match(text).Groups[1].Value.ToUpperInvariant();
        var rows = RowCount().Match(text) is { Success: true } given
            ? int.Parse(given.Groups[1].Value, CultureInfo.InvariantCulture)
            : keyword is "SELECT" or "WITH" ? 1 : (int?)null;
        var error = text.Contains("NoSuchTable", StringComparison.Ordinal) ? 208
            : text.Contains("Deadlocked", StringComparison.Ordinal) ? 1205 : (int?)null;
        var delay = DelayOf().Match(text) is { Success: true } waits
            ? TimeSpan.Parse(waits.Groups[1].Value, CultureInfo.InvariantCulture) : TimeSpan.Zero;
        var database = Use().Match(text) is { Success: true } use ? use.Groups[1].Value : null;
        return new Statement(keyword, rows, error, delay, text.Contains("CutOff", StringComparison.Ordinal), database);
    }

    [GeneratedRegex(@"^(?:\s|--[^\n]*\n)*([A-Za-z]+)")]
    private static partial Regex FirstKeyword();

    [GeneratedRegex(@"\bRows_(\d+)")]
    private static partial Regex RowCount();

    [GeneratedRegex(@"WAITFOR DELAY '([\d:.]+)'")]
    private static partial Regex DelayOf();

    [GeneratedRegex(@"^\s*USE \[?(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Use();
}
