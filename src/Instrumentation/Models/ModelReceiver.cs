using AspNetCorePrometheus.Instrumentation.Databases;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>The events of one of EF Core's internal service providers, of which none is lost behind a command that failed.</summary>
internal sealed class ModelReceiver(ModelListener models) : IEfCoreReceiver
{
    private static readonly Payload<object> Context = new("Context");

    private readonly EfCoreCommandLogger _logger = new();

    public EfCoreEventSet? Settled => _logger.IsKnown ? new(Wants) : null;

    public bool Wants(EfCoreEvent told) => told switch
    {
        EfCoreEvent.CommandExecuting => !_logger.CanEndSilence,
        EfCoreEvent.CommandError or EfCoreEvent.CommandCanceled => true,
        _ => ModelListener.Wants(told),
    };

    public void Receive(EfCoreEvent told, object payload)
    {
        models.Receive(told, payload);
        switch (told)
        {
            case EfCoreEvent.CommandExecuting:
                _logger.Learn(Context.OfAny(payload));
                break;
            case EfCoreEvent.CommandError or EfCoreEvent.CommandCanceled:
                _logger.EndSilence(Context.OfAny(payload));
                break;
        }
    }
}
