using System.Diagnostics;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Databases.SqlClient;

/// <summary>
/// Hands SqlClient's diagnostic events on, whenever SqlClient is loaded and wherever from. Nothing is done in a process without.
/// </summary>
/// <remarks>
/// SqlClient makes a listener each for its commands, connections and transactions, all of one name, and both SqlClients do so: an
/// event is written to one of them.
/// </remarks>
internal sealed class SqlClientSubscription(DatabaseFamilies families, ErrorCodes codes) : IObserver<DiagnosticListener>
{
    private readonly ConditionalWeakTable<DiagnosticListener, SqlClientObserver> _observers = [];

    private SqlClientOperations? _operations;

    /// <summary>Subscribes to the listeners that there are and to those to come.</summary>
    public void Start() => DiagnosticListener.AllListeners.Subscribe(this);

    // Runs inside SqlClient's static initialisers, one after the other: the runtime holds a lock.
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name != SqlClientEvents.Listener)
        {
            return;
        }

        try
        {
            FaultSeam.Pass(Boundaries.SqlClientListener);
            Observe(value);
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.DatabaseMeasurementFailed, "databases", exception))
        {
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void Observe(DiagnosticListener listener)
    {
        _operations ??= new SqlClientOperations(new SqlClientTargets(families, codes), families.ConnectionCount);
        var observer = new SqlClientObserver(_operations);
        if (_observers.TryAdd(listener, observer))
        {
            listener.Subscribe(observer, observer.IsEnabled);
        }
    }
}
