using System.Collections;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>EF Core's update batches: how many commands share a round trip. A batch of one is no batch.</summary>
internal static class EfCoreBatchListener
{
    private static readonly Payload<int> CommandCount = new("CommandCount");
    private static readonly Payload<IEnumerable> Entries = new("Entries");
    private static readonly Payload<object> Context = new("Context");

    public static void Ready(object payload, DatabaseTargets targets)
    {
        var count = CommandCount.Of(payload);
        if (count < 2)
        {
            return;
        }

        foreach (var entry in Entries.Of(payload))
        {
            if (Entry(entry) is { } tracked
                && Context.Of(tracked) is { } context
                && EfCoreContext.Connection(context, payload.GetType().Assembly) is { } connection)
            {
                targets.Of(connection, context).Batched.Add(count);
            }

            return;
        }
    }

    // IUpdateEntry, which is told of here, knows its context only by way of the public EntityEntry.
    private static object? Entry(object entry) => Array.Find(entry.GetType().GetInterfaces(), one => one.Name == "IUpdateEntry")
        ?.GetMethod("ToEntityEntry")?.Invoke(entry, null);
}
