namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Takes the events of EF Core, on the threads of the application.</summary>
internal interface IEfCoreReceiver
{
    /// <summary>
    /// Whether EF Core shall make an event of this name, which allocates. It asks each time, but not if another subscriber has asked
    /// for the event already.
    /// </summary>
    bool Wants(string name);

    /// <summary>Takes an event, of a name that was not asked for too.</summary>
    void Receive(string name, object payload);
}
