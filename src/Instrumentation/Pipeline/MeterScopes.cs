using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// Keeps the streams of several hosts of one process apart inside the SDK.
/// </summary>
/// <remarks>
/// Each host's <see cref="IMeterFactory"/> makes meters of the same names. The SDK would give their instruments one metric and
/// end it for all when the first host is disposed. A description is part of a metric's identity, so a mark behind it, which
/// never reaches the page, makes one metric for each host; the page adds them up.
/// </remarks>
internal sealed class MeterScopes
{
    private const char Separator = '\0';

    private readonly ConditionalWeakTable<object, string> _marks = [];

    private int _count;

    /// <summary>The description with the mark of the meter's host; as it is for the first host and for meters without one.</summary>
    public string? Mark(Meter meter, string? description) =>
        meter.Scope is { } scope && _marks.GetValue(scope, _ => NextMark()) is { Length: > 0 } mark
            ? description + mark
            : description;

    /// <summary>The description as the instrument has it.</summary>
    public static string Unmark(string description) =>
        description.IndexOf(Separator, StringComparison.Ordinal) is >= 0 and var end ? description[..end] : description;

    private string NextMark() =>
        Interlocked.Increment(ref _count) is > 1 and var ordinal ? $"{Separator}{ordinal}" : string.Empty;
}
