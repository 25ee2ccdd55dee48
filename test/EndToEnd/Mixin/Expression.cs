namespace AspNetCorePrometheus.EndToEnd.Mixin;

/// <summary>One question of the mixin, as <c>make -C mixin expressions</c> writes it.</summary>
/// <param name="Source"><c>panel</c>, <c>variable</c>, <c>record</c> or <c>alert</c>.</param>
/// <param name="Place">The dashboard's title or the group of rules.</param>
/// <param name="Name">The panel's title, the variable's, record's or alert's name.</param>
/// <param name="Expr">What is asked, without variables.</param>
/// <param name="Value">Of an alert: what it compares with its threshold.</param>
internal sealed record Expression(string Source, string Place, string Name, string Expr, string? Value = null)
{
    /// <summary>What must have data on a healthy application, too.</summary>
    public string Asked => Value ?? Expr;

    /// <summary>How the list of exceptions calls it.</summary>
    public string Title => $"{Place.Replace("ASP.NET Core / ", string.Empty, StringComparison.Ordinal)}: {Name}";

    /// <summary>Whether a value of 0 may stand for no data: the expression supplies one itself.</summary>
    public bool SuppliesZero =>
        Asked.Contains("* 0)", StringComparison.Ordinal) || Asked.Contains("or 0 *", StringComparison.Ordinal);
}
