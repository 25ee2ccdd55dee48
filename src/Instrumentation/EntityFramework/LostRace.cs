using System.Collections;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// EF Core's event of a row that was not as a save expected it. EF Core 6 writes it when the save has failed; from 7 on it comes before an
/// interceptor is asked whether the save goes on, and nothing follows if it does not.
/// </summary>
internal static class LostRace
{
    private static readonly Payload<IEnumerable?> Entries = new("Entries");
    private static readonly Payload<object> Entity = new("Entity");

    /// <summary>Whether the save has failed; it may go on otherwise.</summary>
    public static bool EndsSave(object payload) => Entries.OfAny(payload) is null;

    /// <summary>The entities whose rows were not changed; none where it does not tell.</summary>
    public static IEnumerable<object> Entities(object payload) =>
        (Entries.OfAny(payload) ?? Array.Empty<object>()).Cast<object>().Select(Entity.Of);
}
