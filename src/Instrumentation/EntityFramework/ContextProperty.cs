namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Properties of EF Core's own <c>DbContext</c>, where an application's context may have others of the same names.</summary>
internal static class ContextProperty
{
    private const string Owner = "Microsoft.EntityFrameworkCore.DbContext";

    private static readonly Payload<object?> Facade = new("Database", Owner);

    /// <summary>The context's model. Throws <see cref="ObjectDisposedException"/> if the context has been disposed of.</summary>
    public static Payload<object> Model { get; } = new("Model", Owner);

    /// <summary>The context's change tracker. Throws as <see cref="Model"/> does.</summary>
    public static Payload<object> ChangeTracker { get; } = new("ChangeTracker", Owner);

    /// <summary>What leads to the context's database; null if the context has been disposed of, or is none.</summary>
    public static object? Database(object context)
    {
        try
        {
            return Facade.OfAny(context);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }
}
