namespace AspNetCorePrometheus.Tds;

/// <summary>What the server counts besides statements.</summary>
public enum Served
{
    /// <summary>Logins that were accepted: physical connections of a client.</summary>
    Login,

    /// <summary>Logins that were answered with error 18456.</summary>
    RefusedLogin,

    /// <summary>Logins that were answered with error 4060.</summary>
    UnknownDatabase,

    /// <summary>Messages of the type SQL batch.</summary>
    Batch,

    /// <summary>Messages of the type RPC whose procedure is <c>sp_executesql</c>.</summary>
    ParameterizedStatement,

    /// <summary>Messages of the type RPC with another procedure.</summary>
    Procedure,

    /// <summary>Transactions that were begun.</summary>
    Begin,

    /// <summary>Transactions that were committed.</summary>
    Commit,

    /// <summary>Transactions that a client rolled back.</summary>
    Rollback,

    /// <summary>Attention signals: commands that a client cancelled.</summary>
    Attention,

    /// <summary>Connections that were taken from a pool again: the first message says so.</summary>
    Reset,

    /// <summary>Connections that the server cut.</summary>
    Cut,
}
