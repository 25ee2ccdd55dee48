namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>The connections of the own port, as many as are allowed.</summary>
/// <remarks>
/// Clients that connect and then say nothing, or say it slowly, must not keep a scraper out. So a new connection is always taken in, and
/// if there is no room the one goes that has kept us waiting for longest. One whose request is being answered stays.
/// </remarks>
internal sealed class OwnConnections(int most)
{
    private readonly Lock _changing = new();
    private readonly List<OwnConnection> _open = [];

    /// <summary>Takes a connection in; false if every one is being answered.</summary>
    public bool Admit(OwnConnection connection)
    {
        lock (_changing)
        {
            if (_open.Count >= most && !MakeRoom())
            {
                return false;
            }

            _open.Add(connection);
            return true;
        }
    }

    public void Leave(OwnConnection connection)
    {
        lock (_changing)
        {
            _open.Remove(connection);
        }
    }

    /// <summary>Ends every connection.</summary>
    public void AbortAll()
    {
        lock (_changing)
        {
            _open.ForEach(connection => connection.Abort());
        }
    }

    private bool MakeRoom()
    {
        var longest = _open.MinBy(connection => connection.WaitingSince)!;
        if (longest.WaitingSince == OwnConnection.NotWaiting)
        {
            return false;
        }

        longest.Abort();
        return _open.Remove(longest);
    }
}
