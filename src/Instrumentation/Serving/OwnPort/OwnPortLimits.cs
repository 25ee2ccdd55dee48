namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>What a client may cost at the own port.</summary>
internal static class OwnPortLimits
{
    /// <summary>Connections at once; each has a thread. One more ends the one that has kept the listener waiting for longest.</summary>
    public const int Connections = 64;

    /// <summary>Bytes of a request line and its headers.</summary>
    public const int HeadBytes = 16 * 1024;

    /// <summary>Header lines of a request.</summary>
    public const int Headers = 100;

    /// <summary>Requests on one connection.</summary>
    public const int Requests = 1000;

    /// <summary>For a client to read an error before the connection is reset because of what it had sent beyond it.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    /// <summary>For the first attempt to open the port, by who wants to know its addresses.</summary>
    public static readonly TimeSpan Opening = TimeSpan.FromSeconds(5);

    /// <summary>Between two attempts to open a port that is taken.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);
}
