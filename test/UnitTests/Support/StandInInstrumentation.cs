using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>An instrumentation with one receiver.</summary>
internal sealed class StandInInstrumentation(string name, IEfCoreReceiver receiver) : IEfCoreInstrumentation
{
    public string Name => name;

    public int FaultEvent => LogEvents.InstrumentationFailed;

    public IEfCoreReceiver NewReceiver() => receiver;
}
