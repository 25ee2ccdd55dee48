using System.Text;

namespace AspNetCorePrometheus.Tds;

/// <summary>Tokens of a reply ([MS-TDS] 2.2.7).</summary>
internal sealed class Reply
{
    private const byte EnvironmentChange = 0xE3;
    private const ushort HasMore = 0x0001;
    private const ushort IsError = 0x0002;
    private const ushort HasCount = 0x0010;
    private const ushort IsAttention = 0x0020;

    private static readonly byte[] Collation = [0x09, 0x04, 0xD0, 0x00, 0x34];

    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public Reply Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>LOGINACK for TDS 7.4.</summary>
    public Reply LoginAccepted() =>
        Token(0xAD, token => token.Raw(1, 0x74, 0, 0, 4).ShortText("Stand-in").Raw(15, 0, 7, 0xD0));

    public Reply DatabaseChanged(string from, string to) =>
        Token(EnvironmentChange, token => token.Raw(1).ShortText(to).ShortText(from));

    public Reply CollationSet() => Token(EnvironmentChange, token => token.Raw(7, 5).Raw(Collation).Raw(0));

    public Reply TransactionBegun(long transaction) =>
        Token(EnvironmentChange, token => token.Raw(8, 8).Raw(BitConverter.GetBytes(transaction)).Raw(0));

    public Reply TransactionCommitted(long transaction) => TransactionEnded(9, transaction);

    public Reply TransactionRolledBack(long transaction) => TransactionEnded(10, transaction);

    public Reply ConnectionReset() => Token(EnvironmentChange, token => token.Raw(18, 0, 0));

    public Reply Error(int number, byte severity, string message) => Token(0xAA, token => token
        .Raw(BitConverter.GetBytes(number)).Raw(1, severity).LongText(message).ShortText("stand-in").ShortText(string.Empty)
        .Raw(1, 0, 0, 0));

    /// <summary>A result set of the columns <c>Id int</c> and <c>Name nvarchar(50)</c>.</summary>
    public Reply Rows(int count)
    {
        Raw(0x81, 2, 0);
        Raw(0, 0, 0, 0, 0, 0, 0x38).ShortText("Id");
        Raw(0, 0, 0, 0, 0, 0, 0xE7, 100, 0).Raw(Collation).ShortText("Name");
        for (var i = 1; i <= count; i++)
        {
            var name = Encoding.Unicode.GetBytes($"name {i}");
            Raw(0xD1).Raw(BitConverter.GetBytes(i)).Raw(BitConverter.GetBytes((ushort)name.Length)).Raw(name);
        }

        return this;
    }

    /// <summary>The end of a statement with the number of its rows; null if it has none.</summary>
    public Reply Done(long? count = null) => Done(0xFD, count is null ? (ushort)0 : HasCount, count ?? 0);

    public Reply DoneWithError() => Done(0xFD, IsError, 0);

    public Reply DoneWithAttention() => Done(0xFD, IsAttention, 0);

    /// <summary>The end of a statement inside of a procedure, then the procedure's own.</summary>
    public Reply ProcedureDone(long? count)
    {
        Done(0xFF, (ushort)(HasMore | (count is null ? 0 : HasCount)), count ?? 0);
        return Raw(0x79, 0, 0, 0, 0).Done(0xFE, 0, 0);
    }

    public Reply ProcedureDoneWithError() => Done(0xFE, IsError, 0);

    private Reply Done(byte token, ushort status, long count) =>
        Raw(token).Raw(BitConverter.GetBytes(status)).Raw(0, 0).Raw(BitConverter.GetBytes(count));

    private Reply TransactionEnded(byte type, long transaction) =>
        Token(EnvironmentChange, token => token.Raw(type, 0, 8).Raw(BitConverter.GetBytes(transaction)));

    // Characters are counted in one byte.
    private Reply ShortText(string text) => Raw((byte)text.Length).Raw(Encoding.Unicode.GetBytes(text));

    // Characters are counted in two bytes.
    private Reply LongText(string text) => Raw(BitConverter.GetBytes((ushort)text.Length)).Raw(Encoding.Unicode.GetBytes(text));

    // Tokens whose length stands before them.
    private Reply Token(byte type, Action<Reply> write)
    {
        var body = new Reply();
        write(body);
        var bytes = body.ToArray();
        return Raw(type).Raw(BitConverter.GetBytes((ushort)bytes.Length)).Raw(bytes);
    }
}
