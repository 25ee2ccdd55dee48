using System.Data.Common;
using System.Reflection;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>What a <c>DbContext</c> tells of its database.</summary>
internal static class EfCoreContext
{
    private static readonly Payload<string> Provider = new("ProviderName");

    /// <summary>The name of the context's provider package; null if the context has been disposed of.</summary>
    public static string? ProviderName(object context) =>
        ContextProperty.Database(context) is { } database ? Provider.OfAny(database) : null;

    /// <summary>The context's connection; null if its provider is not relational, or the context has been disposed of.</summary>
    /// <param name="context">The context.</param>
    /// <param name="relational">EF Core's relational assembly, of the context's load context.</param>
    public static DbConnection? Connection(object context, Assembly relational) =>
        ContextProperty.Database(context) is { } database
            ? relational.GetType("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions")
                ?.GetMethod("GetDbConnection")?.Invoke(null, [database]) as DbConnection
            : null;
}
