namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>What a restore says of packages that no source has.</summary>
internal static class MissingPackages
{
    private static readonly string[] Errors = ["error NU1101: ", "error NU1102: "];

    /// <summary>The messages, each once; null if there are none.</summary>
    public static string? Of(IEnumerable<string> lines)
    {
        var found = lines.SelectMany(line => Errors.Select(error => line.Split(error, 2)))
            .Where(parts => parts.Length == 2).Select(parts => parts[1]).Distinct().ToList();
        return found.Count == 0 ? null : string.Join(' ', found);
    }
}
