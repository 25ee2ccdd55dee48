using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Room on the stack for the attributes of a driver's measurement.</summary>
[InlineArray(Length)]
internal struct DriverTags
{
    public const int Length = 8;

    private KeyValuePair<string, object?> _first;
}
