namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>An instrumentation that reads EF Core's events.</summary>
internal interface IEfCoreInstrumentation
{
    /// <summary>What its faults are counted under.</summary>
    string Name { get; }

    /// <summary>What its faults are logged with.</summary>
    int FaultEvent { get; }

    /// <summary>Takes the events of one of EF Core's internal service providers.</summary>
    IEfCoreReceiver NewReceiver();
}
