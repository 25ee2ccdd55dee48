using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Transactions;
using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>Holds what was saved inside a transaction until it is committed; what is rolled back is dropped with it.</summary>
/// <remarks>
/// Changes are held by the driver's transaction, which several contexts may share. Whether a transaction that the application
/// began without EF Core is committed cannot be seen, so what is saved in one counts at once.
/// </remarks>
internal sealed class OpenTransactions
{
    private static readonly Payload<object?> CurrentTransaction = new("CurrentTransaction");
    private static readonly Payload<DbTransaction> Instance = new("Instance");
    private static readonly Payload<DbTransaction> DriversOwn = new("Transaction");

    private readonly ConditionalWeakTable<DbTransaction, PendingChanges> _open = [];
    private readonly ConditionalWeakTable<Transaction, PendingChanges> _ambient = [];

    public void Receive(EfCoreEvent told, object payload)
    {
        if (DriversOwn.OfAny(payload) is not { } transaction)
        {
            return;
        }

        switch (told)
        {
            case EfCoreEvent.TransactionStarted:
                // Drivers may use one object for many transactions, one after the other.
                _open.AddOrUpdate(transaction, new PendingChanges());
                break;
            case EfCoreEvent.TransactionCommitted:
                Take(transaction)?.Count();
                break;
            case EfCoreEvent.TransactionRolledBack or EfCoreEvent.TransactionDisposed:
                Take(transaction);
                break;
            case EfCoreEvent.SavepointCreated:
                Of(transaction)?.CreateSavepoint();
                break;
            case EfCoreEvent.SavepointRolledBack:
                Of(transaction)?.RollBackToSavepoint();
                break;
            case EfCoreEvent.SavepointReleased:
                Of(transaction)?.ReleaseSavepoint();
                break;
        }
    }

    /// <summary>Counts changes of a context, or holds them if a transaction is open.</summary>
    public void Settle(object context, PendingChanges changes)
    {
        if (changes.IsEmpty)
        {
            return;
        }

        if (ContextProperty.Database(context) is { } database && CurrentTransaction.Of(database) is { } current)
        {
            if (Instance.OfAny(current) is { } transaction && _open.TryGetValue(transaction, out var held))
            {
                held.Add(changes);
                return;
            }
        }
        else if (Transaction.Current is { } ambient)
        {
            Hold(ambient).Add(changes);
            return;
        }

        changes.Count();
    }

    private PendingChanges? Of(DbTransaction transaction) => _open.TryGetValue(transaction, out var changes) ? changes : null;

    private PendingChanges? Take(DbTransaction transaction)
    {
        var changes = Of(transaction);
        _open.Remove(transaction);
        return changes;
    }

    private PendingChanges Hold(Transaction ambient) => _ambient.GetValue(ambient, transaction =>
    {
        var held = new PendingChanges();
        transaction.TransactionCompleted += (_, end) => Complete(end, held);
        return held;
    });

    private static void Complete(TransactionEventArgs end, PendingChanges held)
    {
        try
        {
            FaultSeam.Pass(Boundaries.AmbientTransaction);
            if (end.Transaction?.TransactionInformation.Status == TransactionStatus.Committed)
            {
                held.Count();
            }
        }
        catch (Exception exception) when (FaultReport.Contain(LogEvents.ModelMeasurementFailed, "models", exception))
        {
        }
    }
}
