using AspNetCorePrometheus.HostingStartup;
using AspNetCorePrometheus.Instrumentation.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Looks up one context's migrations: those of the code, and those of the history table, which EF Core reads. Nothing is written,
/// not even the history table where it is missing.
/// </summary>
internal static class MigrationLookUp
{
    /// <summary>
    /// Looks in a scope of its own. Null if there is nothing to tell: no relational database, no migrations in the code, or a
    /// database that only the application's own connection reaches. Throws what the container or the database throws.
    /// </summary>
    public static async Task<MigrationCounts?> RunAsync(
        ContextRegistration registration, IServiceProvider services, TimeSpan limit, CancellationToken cancellation)
    {
        using var mark = OwnLookUp.Begin();
        await using var scope = services.CreateAsyncScope();
        using var options = new QuietOptions(registration.Base);
        if (!await ContextSource.ReadAsync(registration, scope.ServiceProvider, options)
            || options.Relational is not { } relational
            || CodeMigrations.Of(registration.Context, relational) is not { Count: > 0 } migrations)
        {
            return null;
        }

        if (!options.Detach(relational))
        {
            OwnLog.Write(
                OwnLogLevel.Warning,
                LogEvents.MigrationsOutOfReach,
                $"the migrations of {registration.Context.FullName} are not looked up: only the application's own connection reaches the database");
            return null;
        }

        options.Silence(scope.ServiceProvider);
        var context = Activator.CreateInstance(registration.Base, options.Options)!;
        await using ((IAsyncDisposable)context)
        {
            var database = new QuietDatabase(context, registration.Base, relational);
            database.SetCommandTimeout(limit);
            var (connection, provider) = (database.Connection, QuietOptions.ProviderOf(relational));
            var identity = DatabaseIdentity.Of(connection, provider);
            if (!DatabaseSystems.IsSettled(identity.System, connection))
            {
                connection.StateChange += (_, _) => identity = DatabaseIdentity.Of(connection, provider);
            }

            var applied = await database.ReadHistoryAsync(cancellation);
            return new MigrationCounts(identity, applied.Count, migrations.Count(id => !applied.Contains(id)));
        }
    }
}
