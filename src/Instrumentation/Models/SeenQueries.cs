using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>
/// Queries whose context's model is known: EF Core translates a query once for each model, and hands over the same text each time.
/// </summary>
/// <remarks>A type is kept by its address, so that a plug-in's contexts can be unloaded.</remarks>
internal sealed class SeenQueries
{
    // A power of two.
    private const int Places = 256;

    // A text that holds a list of values is made anew each time, and may be long.
    private const int LongestKept = 2048;

    private readonly Query[] _seen = new Query[Places];

    /// <summary>Whether a text has come with this type of context before, and has not been forgotten for another.</summary>
    public bool Knows(string text, Type context)
    {
        ref var place = ref Place(text);
        return ReferenceEquals(place.Text, text) && place.Context == context.TypeHandle.Value;
    }

    public void Add(string text, Type context)
    {
        if (text.Length <= LongestKept)
        {
            Place(text) = new Query { Text = text, Context = context.TypeHandle.Value };
        }
    }

    private ref Query Place(string text) => ref _seen[RuntimeHelpers.GetHashCode(text) & (Places - 1)];

    private struct Query
    {
        public string? Text;
        public nint Context;
    }
}
