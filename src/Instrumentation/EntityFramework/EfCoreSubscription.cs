using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Hands EF Core's diagnostic events to one instrumentation, whenever EF Core is loaded and wherever from.</summary>
/// <remarks>
/// EF Core makes a listener for each of its internal service providers, all of one name, and writes each event to one of them. So
/// a listener has one provider, and each gets a receiver of its own.
/// </remarks>
internal sealed class EfCoreSubscription(string instrumentation, int eventId, Func<IEfCoreReceiver> receiver) : IObserver<DiagnosticListener>
{
    /// <summary>Subscribes to the listeners that there are and to those to come.</summary>
    public void Start() => DiagnosticListener.AllListeners.Subscribe(this);

    // Runs where EF Core makes its services: nothing may escape.
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name != EfCoreEvents.Listener)
        {
            return;
        }

        try
        {
            FaultSeam.Pass(Boundaries.EfCoreListener);
            var events = new GuardedEfCoreReceiver(instrumentation, eventId, receiver());
            value.Subscribe(events, events.Wants);
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
