using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// The boundary between EF Core's events and an instrumentation: it runs inside the application's query or save, so nothing may
/// escape.
/// </summary>
internal sealed class GuardedEfCoreReceiver(IEfCoreInstrumentation instrumentation) : IEfCoreReceiver
{
    private readonly IEfCoreReceiver _receiver = instrumentation.NewReceiver();

    public bool PassesOthers => _receiver.PassesOthers;

    public bool Wants(EfCoreEvent told)
    {
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

    public void Receive(EfCoreEvent told, object payload)
    {
        try
        {
            FaultSeam.Pass(Boundaries.EfCoreEvent);
            _receiver.Receive(told, payload);
        }
        catch (Exception exception) when (FaultReport.Contain(instrumentation.FaultEvent, instrumentation.Name, exception))
        {
        }
    }
}
