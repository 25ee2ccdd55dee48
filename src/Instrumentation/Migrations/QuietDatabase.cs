using System.Collections;
using System.Data.Common;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>What a plain context gives of EF Core's services: its connection, and the migrations' history.</summary>
internal sealed class QuietDatabase
{
    private readonly Type _connectionType;
    private readonly object _connection;
    private readonly Type _historyType;
    private readonly object _history;

    /// <param name="context">A context with quiet options.</param>
    /// <param name="contextBase">The host's <c>DbContext</c> type.</param>
    /// <param name="relational">The options of the relational provider.</param>
    public QuietDatabase(object context, Type contextBase, object relational)
    {
        var access = contextBase.Assembly.GetType(EfCoreNames.Infrastructure, throwOnError: true)!
            .MakeGenericType(typeof(IServiceProvider));
        var services = (IServiceProvider)access.GetProperty("Instance")!.GetValue(context)!;
        var assembly = EfCoreNames.BaseOf(relational.GetType(), EfCoreNames.RelationalExtension)!.Assembly;
        _connectionType = assembly.GetType(EfCoreNames.RelationalConnection, throwOnError: true)!;
        _historyType = assembly.GetType(EfCoreNames.HistoryRepository, throwOnError: true)!;
        _connection = Service(services, _connectionType);
        _history = Service(services, _historyType);
    }

    /// <summary>The connection, which is not open between look-ups.</summary>
    public DbConnection Connection => (DbConnection)_connectionType.GetProperty("DbConnection")!.GetValue(_connection)!;

    /// <summary>Bounds what drivers do without looking at a cancellation token.</summary>
    public void SetCommandTimeout(TimeSpan limit) =>
        _connectionType.GetProperty("CommandTimeout")!.SetValue(_connection, (int?)limit.TotalSeconds);

    /// <summary>
    /// The ids in the history table; none where the table or the database does not exist. Throws what the database throws.
    /// </summary>
    public async Task<HashSet<string>> ReadHistoryAsync(CancellationToken cancellation)
    {
        var read = (Task)_historyType.GetMethod("GetAppliedMigrationsAsync")!
            .Invoke(_history, System.Reflection.BindingFlags.DoNotWrapExceptions, null, [cancellation], null)!;
        await read;
        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in (IEnumerable)Reflected.Get(read, "Result")!)
        {
            ids.Add((string)Reflected.Get(row, "MigrationId")!);
        }

        return ids;
    }

    private static object Service(IServiceProvider services, Type type) =>
        services.GetService(type) ?? throw new InvalidOperationException($"EF Core has no {type.Name}");
}
