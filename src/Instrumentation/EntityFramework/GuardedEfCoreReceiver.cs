using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// The boundary between EF Core's events and an instrumentation: it runs inside the application's query or save, so nothing may
/// escape.
/// </summary>
internal sealed class GuardedEfCoreReceiver(IEfCoreInstrumentation instrumentation)
{
    private readonly IEfCoreReceiver _receiver = instrumentation.NewReceiver();

    private EfCoreEventSet? _settled;

    /// <summary>Whether the instrumentation wants an event.</summary>
    public bool Wants(EfCoreEvent told)
    {
        if (_settled is { } settled)
        {
            return settled.Has(told);
        }

        try
        {
            FaultSeam.Pass(Boundaries.EfCoreWants);
            return _receiver.Wants(told);
        }
        catch (Exception exception) when (FaultReport.Contain(instrumentation.FaultEvent, instrumentation.Name, exception))
        {
            return false;
        }
    }

    /// <summary>Hands it an event, one that it does not want as well while it is not settled.</summary>
    public void Receive(EfCoreEvent told, object payload)
    {
        if (_settled is { } settled && !settled.Has(told))
        {
            return;
        }

        try
        {
            FaultSeam.Pass(Boundaries.EfCoreEvent);
            _receiver.Receive(told, payload);
            _settled ??= _receiver.Settled;
        }
        catch (Exception exception) when (FaultReport.Contain(instrumentation.FaultEvent, instrumentation.Name, exception))
        {
        }
    }
}
