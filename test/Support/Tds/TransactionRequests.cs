using System.Buffers.Binary;

namespace AspNetCorePrometheus.Tds;

/// <summary>Transaction manager requests ([MS-TDS] 2.2.6.9).</summary>
internal static class TransactionRequests
{
    private const int Begin = 5;
    private const int Commit = 7;
    private const int Rollback = 8;

    private static long _last;

    public static void Answer(ReadOnlySpan<byte> request, ref long transaction, Reply reply, ServedCounts counts)
    {
        switch (BinaryPrimitives.ReadUInt16LittleEndian(request))
        {
            case Begin:
                counts.Add(Served.Begin);
                transaction = Interlocked.Increment(ref _last);
                reply.TransactionBegun(transaction);
                break;
            case Commit:
                counts.Add(Served.Commit);
                reply.TransactionCommitted(transaction);
                transaction = 0;
                break;
            case Rollback:
                counts.Add(Served.Rollback);
                reply.TransactionRolledBack(transaction);
                transaction = 0;
                break;
        }

        reply.Done();
    }
}
