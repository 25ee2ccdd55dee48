using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>Failures that Npgsql has counted outside of any call that EF Core told of, until it is known whose they are.</summary>
/// <remarks>
/// A command may fail while its rows are read. EF Core tells of that at once, and has counted it then; of a raw command nobody tells more.
/// So failures wait until the page is written, or until many have come.
/// </remarks>
internal static class UncertainFailures
{
    private const int MostHeld = 256;

    private static readonly Lock Gate = new();
    private static readonly List<Action> Held = [];

    /// <summary>Keeps a failure.</summary>
    /// <param name="count">Counts it.</param>
    public static void Hold(Action count)
    {
        Action? oldest = null;
        lock (Gate)
        {
            if (Held.Count >= MostHeld)
            {
                oldest = Held[0];
                Held.RemoveAt(0);
            }

            Held.Add(count);
        }

        oldest?.Invoke();
    }

    /// <summary>The last failure was EF Core's, if this exception is one that Npgsql counts.</summary>
    public static void Claim(Exception? failure)
    {
        if (failure is not DbException { SqlState: { } state }
            || failure.GetType().FullName != "Npgsql.PostgresException" || EndsConnection(state))
        {
            return;
        }

        lock (Gate)
        {
            if (Held.Count > 0)
            {
                Held.RemoveAt(Held.Count - 1);
            }
        }
    }

    /// <summary>Counts all that nobody has claimed by now.</summary>
    public static void Settle()
    {
        Action[] counts;
        lock (Gate)
        {
            counts = [.. Held];
            Held.Clear();
        }

        foreach (var count in counts)
        {
            count();
        }
    }

    // Npgsql closes the connection at these, and counts none: https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static bool EndsConnection(string state) =>
        state is "57P01" or "57P02" or "57P03" || state[..Math.Min(2, state.Length)] is "53" or "58" or "F0" or "XX";
}
