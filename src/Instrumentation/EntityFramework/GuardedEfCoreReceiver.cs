using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// The boundary between EF Core's events and an instrumentation: it runs inside the application's query or save, so nothing may
/// escape, and what the drop-in itself asks of a database is passed over.
/// </summary>
internal sealed class GuardedEfCoreReceiver(string instrumentation, int eventId, IEfCoreReceiver receiver)
    : IObserver<KeyValuePair<string, object?>>
{
    public bool Wants(string name)
    {
        try
        {
            FaultSeam.Pass(Boundaries.EfCoreWants);
            return receiver.Wants(name) && !OwnLookUp.IsRunning;
        }
        catch (Exception exception) when (FaultReport.Contain(eventId, instrumentation, exception))
        {
            return false;
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not { } payload || OwnLookUp.IsRunning)
        {
            return;
        }

        try
        {
            FaultSeam.Pass(Boundaries.EfCoreEvent);
            receiver.Receive(value.Key, payload);
        }
        catch (Exception exception) when (FaultReport.Contain(eventId, instrumentation, exception))
        {
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
