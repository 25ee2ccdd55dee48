using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Hands EF Core's diagnostic events to one instrumentation, whenever EF Core is loaded and wherever from.</summary>
/// <remarks>
/// EF Core makes a listener for each of its internal service providers, all of one name, and writes each event to one of them.
/// A listener hands every event that any subscriber asks for to all subscribers, so the receiver must pass over names that
/// it does not know.
/// </remarks>
internal sealed class EfCoreSubscription(
    string instrumentation, int eventId, Predicate<string> wants, Action<string, object> receive)
    : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    /// <summary>Subscribes to the listeners that there are and to those to come.</summary>
    public void Start() => DiagnosticListener.AllListeners.Subscribe(this);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == EfCoreEvents.Listener)
        {
            value.Subscribe(this, wants);
        }
    }

    // Runs inside the application's query or save: nothing may escape.
    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is not { } payload || OwnLookUp.IsRunning)
        {
            return;
        }

        try
        {
            receive(value.Key, payload);
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
