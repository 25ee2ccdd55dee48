using System.Collections.Concurrent;

namespace AspNetCorePrometheus.Tds;

/// <summary>What a server has served since it was started, for a client's own figures to be compared with.</summary>
public sealed class ServedCounts
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>How often something has happened.</summary>
    public int Of(Served what) => _counts.GetValueOrDefault(what.ToString());

    /// <summary>Statements by their first keyword in upper case, those that failed or were cut among them.</summary>
    public int Statements(string keyword) => _counts.GetValueOrDefault("statement " + keyword);

    /// <summary>Statements that were answered with an error of this number.</summary>
    public int Errors(int number) => _counts.GetValueOrDefault($"error {number}");

    internal void Add(Served what) => Add(what.ToString());

    internal void AddStatement(string keyword) => Add("statement " + keyword);

    internal void AddError(int number) => Add($"error {number}");

    private void Add(string name) => _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
}
