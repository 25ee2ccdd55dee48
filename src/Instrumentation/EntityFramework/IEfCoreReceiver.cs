namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Takes the events of EF Core, on the threads of the application.</summary>
internal interface IEfCoreReceiver
{
    /// <summary>
    /// What it wants, once no answer of <see cref="Wants"/> changes any more and neither a question nor any other event tells it
    /// anything: it need not be asked then, nor be told of any other. Null until then.
    /// </summary>
    EfCoreEventSet? Settled { get; }

    /// <summary>
    /// Whether EF Core shall make this event, which allocates. It asks each time, but not if another subscriber has asked
    /// for the event already.
    /// </summary>
    bool Wants(EfCoreEvent told);

    /// <summary>Takes an event, one that was not asked for too.</summary>
    void Receive(EfCoreEvent told, object payload);
}
