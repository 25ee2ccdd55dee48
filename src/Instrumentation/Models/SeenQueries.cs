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

    private readonly Query[] _seen = new Query[Places];

    /// <summary>Whether a text has not come with this type of context, or has been forgotten for others.</summary>
    public bool IsNew(string text, Type context)
    {
        ref var place = ref _seen[RuntimeHelpers.GetHashCode(text) & (Places - 1)];
        if (ReferenceEquals(place.Text, text) && place.Context == context.TypeHandle.Value)
        {
            return false;
        }

        place.Text = text;
        place.Context = context.TypeHandle.Value;
        return true;
    }

    private struct Query
    {
        public string? Text;
        public nint Context;
    }
}
