using System.Data.Common;
using System.Reflection;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>What a <c>DbContext</c> tells of its database.</summary>
internal static class EfCoreContext
{
    private static readonly Payload<object> Database = new("Database");
    private static readonly Payload<string> Provider = new("ProviderName");

    /// <summary>The name of the context's provider package.</summary>
    public static string? ProviderName(object context) => Provider.OfAny(Database.Of(context));

    /// <summary>The context's connection; null if its provider is not relational.</summary>
    /// <param name="context">The context.</param>
    /// <param name="relational">EF Core's relational assembly, of the context's load context.</param>
    public static DbConnection? Connection(object context, Assembly relational) =>
        relational.GetType("Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions")
            ?.GetMethod("GetDbConnection")?.Invoke(null, [Database.Of(context)]) as DbConnection;
}
