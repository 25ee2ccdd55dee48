using System.Data.Common;
using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>EF Core's events of saves, transactions and bulk commands, as changes of entities.</summary>
internal sealed class ModelListener(ModelFamilies families)
{
    // CommandSource.
    private const int LinqQuery = 1;
    private const int SaveChanges = 2;
    private const int FromSqlQuery = 4;

    // CommandSource.BulkUpdate of EF Core 7; later versions have added ExecuteUpdate and ExecuteDelete behind it.
    private const int BulkUpdate = 8;

    private static readonly Payload<object> Context = new("Context");
    private static readonly Payload<object> Entry = new("EntityEntry");
    private static readonly Payload<int> OldState = new("OldState");
    private static readonly Payload<int> NewState = new("NewState");
    private static readonly Payload<int> SavedCount = new("EntitiesSavedCount");
    private static readonly Payload<int> CommandSource = new("CommandSource");
    private static readonly Payload<bool> AutoSavepointsEnabled = new("AutoSavepointsEnabled");

    private readonly ConditionalWeakTable<Type, ConditionalWeakTable<object, ContextModel>> _models = [];
    private readonly SeenQueries _queries = new();
    private readonly OpenSaves<Save> _saves = new();
    private readonly OpenTransactions _transactions = new();

    public static bool Wants(EfCoreEvent told) => told
        is EfCoreEvent.StateChanged or EfCoreEvent.SaveChangesStarting or EfCoreEvent.SaveChangesCompleted
        or EfCoreEvent.SaveChangesFailed or EfCoreEvent.SaveChangesCanceled or EfCoreEvent.ConcurrencyException
        or EfCoreEvent.CommandExecuted
        or EfCoreEvent.TransactionStarted or EfCoreEvent.TransactionCommitted or EfCoreEvent.TransactionRolledBack
        or EfCoreEvent.TransactionDisposed or EfCoreEvent.SavepointCreated or EfCoreEvent.SavepointRolledBack
        or EfCoreEvent.SavepointReleased;

    public void Receive(EfCoreEvent told, object payload)
    {
        switch (told)
        {
            case EfCoreEvent.StateChanged:
                Change(payload);
                break;
            case EfCoreEvent.SaveChangesStarting:
                _saves.Begin(Context.Of(payload), new Save(ModelOf(Context.Of(payload))));
                break;
            case EfCoreEvent.SaveChangesCompleted:
                Complete(payload);
                break;
            case EfCoreEvent.ConcurrencyException when !LostRace.EndsSave(payload):
                _saves.Current(Context.Of(payload))?.LeaveOut(LostRace.Entities(payload));
                break;
            case EfCoreEvent.SaveChangesFailed or EfCoreEvent.SaveChangesCanceled or EfCoreEvent.ConcurrencyException:
                _saves.End(Context.Of(payload));
                break;
            case EfCoreEvent.CommandExecuted:
                CommandEnd.Of(payload, out var end);
                Executed(end);
                break;
            // One that has lost a race has failed if EF Core goes back, or the application makes a savepoint.
            case EfCoreEvent.SavepointRolledBack when DoubtfulSave(payload):
                if (_saves.End(Context.Of(payload)) is { HasSavepoint: false })
                {
                    _transactions.Receive(told, payload);
                }

                break;
            case EfCoreEvent.SavepointCreated when DoubtfulSave(payload):
                _saves.End(Context.Of(payload));
                _transactions.Receive(told, payload);
                break;
            case EfCoreEvent.SavepointCreated when Running(payload) is { HasSent: false, HasTransaction: false } save:
                save.LastSavepoint = payload;
                _transactions.Receive(told, payload);
                break;
            case EfCoreEvent.SavepointRolledBack or EfCoreEvent.SavepointReleased when Running(payload) is { HasSavepoint: true }:
                break;
            case EfCoreEvent.TransactionStarted when Running(payload) is { } save:
                save.HasTransaction = true;
                _transactions.Receive(told, payload);
                break;
            case EfCoreEvent.CommandError or EfCoreEvent.CommandCanceled:
                Failed(payload);
                break;
            // Other subscribers' events come here too.
            case var other when Wants(other):
                _transactions.Receive(told, payload);
                break;
        }
    }

    // Or one that an interceptor has refused, of which no end is told.
    private Save? Running(object payload) => Context.OfAny(payload) is { } context ? _saves.Current(context) : null;

    private bool DoubtfulSave(object payload) => Running(payload) is { MayHaveFailed: true };

    private void Change(object payload)
    {
        var entry = Entry.Of(payload);
        if (_saves.Current(EntryReader.Context(entry)) is not { } save)
        {
            return;
        }

        switch ((EntityStates)OldState.Of(payload), (EntityStates)NewState.Of(payload))
        {
            case (EntityStates.Added or EntityStates.Modified, EntityStates.Unchanged):
            case (EntityStates.Deleted, EntityStates.Detached):
                save.Add(entry, (EntityStates)OldState.Of(payload));
                break;
        }
    }

    private void Complete(object payload)
    {
        var context = Context.Of(payload);
        if (_saves.End(context) is not { } save)
        {
            return;
        }

        if (SavedCount.Of(payload) == 0)
        {
            return;
        }

        if (!save.HasChanges)
        {
            AddNotAccepted(context, save);
        }

        save.Complete();
        _transactions.Settle(context, save.Changes);
    }

    // SaveChanges(acceptAllChangesOnSuccess: false) leaves the states as they were and tells of none.
    private static void AddNotAccepted(object context, Save save)
    {
        foreach (var entry in EntryReader.All(context))
        {
            if (EntryReader.State(entry) is var state and (EntityStates.Added or EntityStates.Modified or EntityStates.Deleted))
            {
                save.Add(entry, state);
            }
        }
    }

    private void Executed(in CommandEnd end)
    {
        if (end.Context is not { } context)
        {
            return;
        }

        switch (end.CommandSource)
        {
            // States that an interceptor has changed before: EF Core accepts what was executed when all is.
            case SaveChanges when _saves.Current(context) is { } save:
                NoteSent(context, save);
                save.Forget();
                break;
            // A query of entities has built the model, so that asking for it here builds none that the application does not need.
            case LinqQuery or FromSqlQuery:
                Queried(end.Command.CommandText, context);
                break;
            case >= BulkUpdate when end.Result is int rows:
                Bulk(end.Command, context, ModelOf(context), rows);
                break;
        }
    }

    private void Queried(string text, object context)
    {
        if (!_queries.Knows(text, context.GetType()))
        {
            ModelOf(context);
            _queries.Add(text, context.GetType());
        }
    }

    // A strategy may send all of the save again.
    private void Failed(object payload)
    {
        if (Context.OfAny(payload) is { } context && CommandSource.Of(payload) == SaveChanges && _saves.Current(context) is { } save)
        {
            NoteSent(context, save);
            save.Restart();
        }
    }

    // EF Core makes a savepoint for a save inside a transaction that has begun before, after all that an application makes before the save. A
    // save that fails has nothing to take back, and not every provider tells of its end.
    private void NoteSent(object context, Save save)
    {
        if (save is { HasSent: false, LastSavepoint: { } own }
            && ContextProperty.Database(context) is { } database && AutoSavepointsEnabled.OfAny(database))
        {
            save.HasSavepoint = true;
            _transactions.Receive(EfCoreEvent.SavepointReleased, own);
        }

        save.HasSent = true;
        save.LastSavepoint = null;
    }

    private void Bulk(DbCommand command, object context, ContextModel model, int rows)
    {
        var text = command.CommandText;
        if (rows > 0 && BulkCommand.Table(text, model.Tables) is { } table)
        {
            var counters = model.ByTable[table];
            var changes = new PendingChanges();
            changes.Add(BulkCommand.IsDelete(text) ? counters.Delete : counters.Update, rows);
            _transactions.Settle(context, changes);
        }
    }

    private ContextModel ModelOf(object context)
    {
        var models = _models.GetValue(context.GetType(), static _ => []);
        var model = ContextProperty.Model.Of(context);
        return models.TryGetValue(model, out var known) ? known : NewModel(models, context.GetType(), model);
    }

    private ContextModel NewModel(ConditionalWeakTable<object, ContextModel> models, Type context, object model)
    {
        try
        {
            return models.GetValue(model, made => new ContextModel(families, context, made));
        }
        catch (Exception)
        {
            // What cannot be read now cannot be read later: this fault is reported, and no further query tries again.
            models.TryAdd(model, ContextModel.Empty);
            throw;
        }
    }
}
