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

        var receivers = new List<GuardedEfCoreReceiver>();
        foreach (var instrumentation in instrumentations)
        {
            try
            {
                FaultSeam.Pass(Boundaries.EfCoreListener);
                receivers.Add(new GuardedEfCoreReceiver(instrumentation));
            }
            catch (Exception exception) when (FaultReport.Contain(instrumentation.FaultEvent, instrumentation.Name, exception))
            {
            }
        }

        try
        {
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
}
