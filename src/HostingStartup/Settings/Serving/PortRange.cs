namespace AspNetCorePrometheus.HostingStartup;

/// <summary>Ports from the first to the last one, both included.</summary>
internal sealed record PortRange(int First, int Last)
{
    public const int Lowest = 1;
    public const int Highest = 65535;

    /// <summary>Reads <c>9464-9479</c>. Throws <see cref="FormatException"/> if it is no range.</summary>
    public static PortRange Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            throw new FormatException("not first-last");
        }

        var range = new PortRange(Number(text[..dash]), Number(text[(dash + 1)..]));
        return range.First <= range.Last ? range : throw new FormatException("the first port is above the last one");
    }

    private static int Number(string text) => (int)SettingValue.From(text.Trim()).Number(Lowest, Highest);
}
