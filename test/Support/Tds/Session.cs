using System.Text;

namespace AspNetCorePrometheus.Tds;

/// <summary>One connection of a client: log in, then one request after the other, each of which may be cancelled.</summary>
internal sealed class Session(Channel channel, TdsServer server)
{
    // VERSION, ENCRYPTION (not supported), INSTOPT, THREADID, MARS (off): type, offset, length, and their values.
    private static readonly byte[] PreLoginAnswer =
    [
        0, 0, 26, 0, 6, 1, 0, 32, 0, 1, 2, 0, 33, 0, 1, 3, 0, 34, 0, 0, 4, 0, 34, 0, 1, 0xFF,
        15, 0, 7, 0xD0, 0, 0, 2, 0, 0,
    ];

    private readonly ServedCounts _counts = server.Counts;

    private string _loginDatabase = string.Empty;
    private string _database = string.Empty;
    private long _transaction;
    private Task<Message?> _next = Task.FromResult<Message?>(null);

    public async Task RunAsync()
    {
        _next = channel.ReadAsync();
        while (await _next is { } message)
        {
            _next = channel.ReadAsync();
            if (!await AnswerAsync(message))
            {
                return;
            }
        }
    }

    private async Task<bool> LogInAsync(LoginRequest login, Reply reply)
    {
        var refusal = login.User == TdsServer.LockedOutUser ? 18456 : login.Database == TdsServer.MissingDatabase ? 4060 : 0;
        if (refusal != 0)
        {
            _counts.Add(refusal == 18456 ? Served.RefusedLogin : Served.UnknownDatabase);
            await channel.WriteAsync(reply.Error(refusal, severity: 14, "The login has failed.").DoneWithError());
            return false;
        }

        _counts.Add(Served.Login);
        _loginDatabase = _database = login.Database;
        await channel.WriteAsync(reply.DatabaseChanged("master", _database).CollationSet().LoginAccepted().Done());
        return true;
    }

    /// <summary>Answers a request; false if the connection is to end.</summary>
    private async Task<bool> AnswerAsync(Message message)
    {
        var reply = new Reply();
        if (message.ResetsConnection)
        {
            Reset(reply);
        }

        switch (message.Type)
        {
            case MessageType.PreLogin:
                reply.Raw(PreLoginAnswer);
                break;
            case MessageType.Login:
                return await LogInAsync(LoginRequest.Of(message.Body), reply);
            case MessageType.Batch:
                _counts.Add(Served.Batch);
                return await ExecuteAsync(Statement.Of(Encoding.Unicode.GetString(message.Request)), reply, isRpc: false);
            case MessageType.Rpc:
                var rpc = RpcRequest.Of(message.Request);
                _counts.Add(rpc.Procedure is null ? Served.ParameterizedStatement : Served.Procedure);
                return await ExecuteAsync(Statement.Of(rpc.Procedure is { } name ? "EXEC " + name : rpc.Statement), reply, isRpc: true);
            case MessageType.TransactionManager:
                TransactionRequests.Answer(message.Request, ref _transaction, reply, _counts);
                break;
            case MessageType.Attention:
                _counts.Add(Served.Attention);
                reply.DoneWithAttention();
                break;
            default:
                return false;
        }

        await channel.WriteAsync(reply);
        return true;
    }

    private async Task<bool> ExecuteAsync(Statement statement, Reply reply, bool isRpc)
    {
        _counts.AddStatement(statement.Keyword);
        if (statement.Cuts)
        {
            _counts.Add(Served.Cut);
            channel.Cut();
            return false;
        }

        if (statement.Delay > TimeSpan.Zero && await Task.WhenAny(_next, Task.Delay(statement.Delay)) == _next)
        {
            // The client cancels, or has gone: the attention that is read next has its own answer.
            return true;
        }

        if (statement.Error is { } error)
        {
            Fail(error, reply);
            await channel.WriteAsync(isRpc ? reply.ProcedureDoneWithError() : reply.DoneWithError());
            return true;
        }

        if (statement.Database is { } database)
        {
            reply.DatabaseChanged(_database, database);
            _database = database;
        }

        if (statement.Rows is { } rows)
        {
            reply.Rows(rows);
        }

        await channel.WriteAsync(isRpc ? reply.ProcedureDone(statement.Count) : reply.Done(statement.Count));
        return true;
    }

    private void Fail(int number, Reply reply)
    {
        _counts.AddError(number);
        if (number == 1205 && _transaction != 0)
        {
            // The victim's transaction is rolled back by the server.
            reply.TransactionRolledBack(_transaction);
            _transaction = 0;
        }

        reply.Error(number, severity: number == 1205 ? (byte)13 : (byte)16, "The statement has failed.");
    }

    private void Reset(Reply reply)
    {
        _counts.Add(Served.Reset);
        if (_transaction != 0)
        {
            reply.TransactionRolledBack(_transaction);
            _transaction = 0;
        }

        if (_database != _loginDatabase)
        {
            reply.DatabaseChanged(_database, _loginDatabase);
            _database = _loginDatabase;
        }

        reply.ConnectionReset();
    }
}
