using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>The events of one of EF Core's internal service providers, of which none is lost behind a command that failed.</summary>
internal sealed class ModelReceiver(ModelListener models) : IEfCoreReceiver
{
    private static readonly Payload<object> Context = new("Context");

    private readonly EfCoreCommandLogger _logger = new();

    public bool Wants(string name) => name switch
    {
        EfCoreEvents.CommandExecuting => !_logger.CanEndSilence,
        EfCoreEvents.CommandError or EfCoreEvents.CommandCanceled => true,
        _ => models.Wants(name),
    };

    public void Receive(string name, object payload)
    {
        models.Receive(name, payload);
        switch (name)
        {
            case EfCoreEvents.CommandExecuting:
                _logger.Learn(Context.OfAny(payload));
                break;
            case EfCoreEvents.CommandError or EfCoreEvents.CommandCanceled:
                _logger.EndSilence(Context.OfAny(payload));
                break;
        }
    }
}
