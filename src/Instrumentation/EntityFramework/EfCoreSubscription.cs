using System.Diagnostics;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Hands EF Core's diagnostic events to the instrumentations, whenever EF Core is loaded and wherever from.</summary>
/// <remarks>
/// EF Core makes a listener for each of its internal service providers, all of one name, and writes each event to one of them. So
/// a listener has one provider, and each gets receivers of its own. All instrumentations share one subscription, as
/// EF Core asks each subscriber before each event.
/// </remarks>
internal sealed class EfCoreSubscription(IEfCoreInstrumentation[] instrumentations) : IObserver<DiagnosticListener>
{
    /// <summary>Subscribes to the listeners that there are and to those to come, if there is an instrumentation.</summary>
    public void Start()
    {
        if (instrumentations.Length > 0)
        {
            DiagnosticListener.AllListeners.Subscribe(this);
        }
    }

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
            var receivers = new List<GuardedEfCoreReceiver>();
            Array.ForEach(instrumentations, instrumentation => Add(instrumentation, receivers));
            var events = new EfCoreObserver([.. receivers]);
            value.Subscribe(events, events.Wants);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.InstrumentationFailed, "composition", exception))
        {
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    // One that cannot take part leaves the others.
    private static void Add(IEfCoreInstrumentation instrumentation, List<GuardedEfCoreReceiver> receivers)
    {
        try
        {
            FaultSeam.Pass(Boundaries.EfCoreReceiver);
            receivers.Add(new GuardedEfCoreReceiver(instrumentation));
        }
        catch (Exception exception) when (FaultReport.Contain(instrumentation.FaultEvent, instrumentation.Name, exception))
        {
        }
    }
}
