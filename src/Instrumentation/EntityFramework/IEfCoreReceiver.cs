namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Takes the events of EF Core, on the threads of the application.</summary>
internal interface IEfCoreReceiver
{
    /// <summary>Whether it learns nothing, from now on, from what EF Core asks about <see cref="EfCoreEvent.Other"/>.</summary>
    bool PassesOthers { get; }

    /// <summary>
    /// Whether EF Core shall make this event, which allocates. It asks each time, but not if another subscriber has asked
    /// for the event already.
    /// </summary>
    bool Wants(EfCoreEvent told);

    /// <summary>Takes an event, one that was not asked for too.</summary>
    void Receive(EfCoreEvent told, object payload);
}
