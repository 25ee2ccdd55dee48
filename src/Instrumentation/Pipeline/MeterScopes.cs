using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Keeps meters of one name apart inside the SDK: those of several hosts of one process, or a library's own copies.
/// </summary>
/// <remarks>
/// The SDK gives instruments of equal meter and name one metric, and ends it for all when the first meter is disposed of. A
/// description is part of a metric's identity, so a mark behind it, which never reaches the page, makes one metric for each
/// meter; the page adds them up.
/// </remarks>
internal sealed class MeterScopes
{
    private const char Separator = '\0';

    // An application that makes a meter for each request must not have a metric for each.
    private const int MostMarks = 16;

    private readonly ConditionalWeakTable<Meter, string> _marks = [];
    private readonly ConcurrentDictionary<string, int> _count = new(StringComparer.Ordinal);

    /// <summary>The description with the mark of its meter; as it is for the first meter of a name.</summary>
    public string? Mark(Meter meter, string? description) =>
        _marks.GetValue(meter, NextMark) is { Length: > 0 } mark ? description + mark : description;

    /// <summary>The description as the instrument has it.</summary>
    public static string Unmark(string description) =>
        description.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and var end ? description[..end] : description;

    private string NextMark(Meter meter)
    {
        var ordinal = _count.AddOrUpdate(meter.Name, 0, static (_, count) => (count + 1) % MostMarks);
        return ordinal == 0 ? string.Empty : $"{Separator}{ordinal}";
    }
}
