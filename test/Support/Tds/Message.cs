namespace AspNetCorePrometheus.Tds;

/// <summary>A message of the client's, put together from its packets.</summary>
/// <param name="Type">The message's type.</param>
/// <param name="ResetsConnection">Whether the session is to be as new before the message is worked on.</param>
/// <param name="Body">The message without packet headers.</param>
internal sealed record Message(MessageType Type, bool ResetsConnection, byte[] Body)
{
    /// <summary>The body behind its ALL_HEADERS rule, which batches, RPCs and transaction requests begin with.</summary>
    public ReadOnlySpan<byte> Request => Body.AsSpan(BitConverter.ToInt32(Body, 0));
}
