using System.Diagnostics;

namespace DesignTool;

/// <summary>Waits for a host to be built on this process' way, takes its services and ends its Main by an exception.</summary>
public sealed class HostInterception : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly IDisposable _listeners;

    public HostInterception() => _listeners = DiagnosticListener.AllListeners.Subscribe(this);

    public IServiceProvider? Services { get; private set; }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == "HostBuilt")
        {
            Services = (IServiceProvider)value.Value!.GetType().GetProperty("Services")!.GetValue(value.Value)!;
            throw new HostStopException();
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _listeners.Dispose();
}
