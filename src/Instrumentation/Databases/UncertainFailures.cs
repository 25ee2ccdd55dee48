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

    /// <summary>How long after a failure what EF Core tells on the same thread, without an exception that Npgsql counts, is of it.</summary>
    public const int JustNowMilliseconds = 1000;

    private static readonly Lock Gate = new();
    private static readonly List<Failure> Held = [];

    /// <summary>Keeps a failure.</summary>
    /// <param name="pool">Its pool, as <see cref="PoolNames.OfConnectionString"/> names it.</param>
    /// <param name="count">Counts it.</param>
    public static void Hold(string? pool, Action count)
    {
        Failure? oldest = null;
        lock (Gate)
        {
            if (Held.Count >= MostHeld)
            {
                oldest = Held[0];
                Held.RemoveAt(0);
            }

            Held.Add(new Failure(pool, Environment.CurrentManagedThreadId, count));
        }

        oldest?.Count();
    }

    /// <summary>
    /// The last failure of this database was EF Core's, if this exception is one that Npgsql counts: the last on this thread, on which
    /// EF Core mostly tells of it, if there is one; of a command that took too long no other.
    /// </summary>
    /// <param name="failure">What EF Core tells of; null does nothing.</param>
    /// <param name="database">Null if it is not known.</param>
    public static void Claim(Exception? failure, DatabaseIdentity? database)
    {
        var isTimeout = IsTimeout(failure);
        if (!isTimeout && !IsCounted(failure))
        {
            return;
        }

        lock (Gate)
        {
            var thread = Environment.CurrentManagedThreadId;
            var at = Held.FindLastIndex(held => held.Thread == thread && held.MayBeOf(database));
            at = at >= 0 || isTimeout ? at : Held.FindLastIndex(held => held.MayBeOf(database));
            if (at >= 0 && (!isTimeout || Held[at].IsOfJustNow))
            {
                Held.RemoveAt(at);
            }
        }
    }

    /// <summary>
    /// A query of EF Core's was cancelled while it was read. EF Core does not tell with which exception: what has failed on this thread
    /// just now is the server's answer to that, if it has answered.
    /// </summary>
    public static void ClaimCanceled()
    {
        lock (Gate)
        {
            var thread = Environment.CurrentManagedThreadId;
            var at = Held.FindLastIndex(held => held.Thread == thread);
            if (at >= 0 && Held[at].IsOfJustNow)
            {
                Held.RemoveAt(at);
            }
        }
    }

    /// <summary>Counts all that nobody has claimed by now.</summary>
    public static void Settle()
    {
        Failure[] failures;
        lock (Gate)
        {
            failures = [.. Held];
            Held.Clear();
        }

        foreach (var failure in failures)
        {
            failure.Count();
        }
    }

    private static bool IsCounted(Exception? failure) =>
        failure is DbException { SqlState: { } state } && failure.GetType().FullName == "Npgsql.PostgresException" && !EndsConnection(state);

    // Npgsql counts the server's answer to the cancellation that it sends then, if there is one in time.
    private static bool IsTimeout(Exception? failure) =>
        failure is DbException { InnerException: TimeoutException } && failure.GetType().FullName == "Npgsql.NpgsqlException";

    // Npgsql closes the connection at these, and counts none: https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static bool EndsConnection(string state) =>
        state is "57P01" or "57P02" or "57P03" || state[..Math.Min(2, state.Length)] is "53" or "58" or "F0" or "XX";

    private sealed record Failure(string? Pool, int Thread, Action Count)
    {
        private readonly long _since = Environment.TickCount64;

        public bool IsOfJustNow => Environment.TickCount64 - _since < JustNowMilliseconds;

        public bool MayBeOf(DatabaseIdentity? database) => database is null || PoolNames.MayBeOf(Pool, database);
    }
}
