using System.Data.Common;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>
/// Npgsql's readers that have answered EF Core, until EF Core tells that it closes them. One whose enumerator the application abandons is
/// closed with its connection, without a word of EF Core's, and Npgsql measures its command then.
/// </summary>
/// <remarks>Npgsql uses its readers again, one for each connection, so that nothing is allocated for a command.</remarks>
internal static class OpenReaders
{
    // More than the connections of a few pools. Of what is beyond, an abandoned command counts twice.
    private const int Most = 1024;

    private static readonly Lock Gate = new();
    private static readonly ConditionalWeakTable<DbDataReader, Slot> Slots = [];
    private static readonly WeakReference<DbDataReader>?[] Readers = new WeakReference<DbDataReader>?[Most];

    // Apart from the readers: a raw command's measurement looks at all of them.
    private static readonly int[] IsOpen = new int[Most];

    private static Type? _type;
    private static int _count;
    private static int _fullSince = -1;

    /// <summary>A reader has answered.</summary>
    public static void Add(DbDataReader reader)
    {
        if (IsNpgsqls(reader) && (Slots.TryGetValue(reader, out var slot) ? slot : NewSlot(reader)) is { } its)
        {
            Volatile.Write(ref IsOpen[its.At], 1);
        }
    }

    /// <summary>
    /// A reader's closing has been told of, or its command is measured. False if another measurement has been taken for that of its command:
    /// Npgsql closes a reader a moment before it measures.
    /// </summary>
    public static bool Remove(DbDataReader reader) =>
        !Slots.TryGetValue(reader, out var slot) || Interlocked.Exchange(ref IsOpen[slot.At], 0) == 1;

    /// <summary>Whether one of them is closed, which then is none of them any longer.</summary>
    public static bool TakeClosed()
    {
        for (var at = Volatile.Read(ref _count) - 1; at >= 0; at--)
        {
            if (Volatile.Read(ref IsOpen[at]) == 1
                && Readers[at]!.TryGetTarget(out var reader) && reader.IsClosed
                && Interlocked.Exchange(ref IsOpen[at], 0) == 1)
            {
                return true;
            }
        }

        return false;
    }

    // Somebody's wrapper is made anew for each command.
    private static bool IsNpgsqls(DbDataReader reader)
    {
        var type = reader.GetType();
        if (type != _type && type.FullName == "Npgsql.NpgsqlDataReader")
        {
            _type = type;
        }

        return type == _type;
    }

    private static Slot? NewSlot(DbDataReader reader)
    {
        // Only a collection makes room again.
        var collections = GC.CollectionCount(0);
        if (Volatile.Read(ref _fullSince) == collections)
        {
            return null;
        }

        lock (Gate)
        {
            if (Free() is not { } at)
            {
                Volatile.Write(ref _fullSince, collections);
                return null;
            }

            Readers[at] = new WeakReference<DbDataReader>(reader);
            Volatile.Write(ref _count, Math.Max(_count, at + 1));
            var slot = new Slot(at);
            Slots.Add(reader, slot);
            return slot;
        }
    }

    private static int? Free()
    {
        if (_count < Most)
        {
            return _count;
        }

        // The reader of a connection that is no more.
        var at = Array.FindIndex(Readers, kept => !kept!.TryGetTarget(out _));
        if (at < 0)
        {
            return null;
        }

        IsOpen[at] = 0;
        return at;
    }

    private sealed class Slot(int at)
    {
        public int At => at;
    }
}
