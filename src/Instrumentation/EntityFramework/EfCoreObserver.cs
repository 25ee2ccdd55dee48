using AspNetCorePrometheus.Instrumentation.Databases;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// Hands the events of one of EF Core's listeners to the instrumentations; what the drop-in itself asks of a database is passed over.
/// </summary>
/// <param name="receivers">They let nothing escape.</param>
internal sealed class EfCoreObserver(params GuardedEfCoreReceiver[] receivers) : IObserver<KeyValuePair<string, object?>>
{
    private readonly EfCoreEventTable _events = new();

    /// <summary>Whether an instrumentation wants an event. Asks each of them, as a question may tell it something.</summary>
    public bool Wants(string name)
    {
        var told = _events.Of(name);
        var isWanted = false;
        foreach (var receiver in receivers)
        {
            isWanted |= receiver.Wants(told);
        }

        return isWanted && !OwnLookUp.IsRunning;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not { } payload || OwnLookUp.IsRunning)
        {
            return;
        }

        var told = _events.Of(value.Key);
        foreach (var receiver in receivers)
        {
            receiver.Receive(told, payload);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
