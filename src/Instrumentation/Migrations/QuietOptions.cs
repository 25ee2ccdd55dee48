using System.Data.Common;
using System.Reflection;
using System.Runtime.Loader;
using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Microsoft.Extensions.Logging.Abstractions;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Options of a context, copied for a plain <c>DbContext</c>: the same provider and database, but no logging, and a connection that
/// is not the application's own and does not write.
/// </summary>
/// <remarks>
/// A plain <c>DbContext</c> has no model and no code of the application. EF Core's internal services, and with them a driver's data
/// source and its pool, are those of the application's own context, as nothing that is changed here tells the two apart; only a
/// logger factory that the options name explicitly makes a second set.
/// </remarks>
internal sealed class QuietOptions : IDisposable
{
    private const string SqliteDriver = "Microsoft.Data.Sqlite";
    private const string SqliteConnection = SqliteDriver + ".SqliteConnection";
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    private readonly object _builder;
    private readonly MethodInfo _add;
    private readonly PropertyInfo _options;
    private DbConnection? _connection;

    /// <param name="contextBase">The host's <c>DbContext</c> type.</param>
    public QuietOptions(Type contextBase)
    {
        var assembly = contextBase.Assembly;
        var builder = assembly.GetType(EfCoreNames.OptionsBuilder, throwOnError: true)!.MakeGenericType(contextBase);
        _builder = Activator.CreateInstance(builder)!;
        _options = builder.BaseType!.GetProperty("Options")!;
        _add = assembly.GetType(EfCoreNames.OptionsBuilderInfrastructure, throwOnError: true)!
            .GetMethod("AddOrUpdateExtension")!;
    }

    /// <summary>The builder, for a context's <c>OnConfiguring</c>.</summary>
    public object Builder => _builder;

    /// <summary>The finished options.</summary>
    public object Options => _options.GetValue(_builder)!;

    /// <summary>The relational provider's part, or null if the database is not relational.</summary>
    public object? Relational =>
        Extensions(Options).FirstOrDefault(part => EfCoreNames.BaseOf(part.GetType(), EfCoreNames.RelationalExtension) is not null);

    /// <summary>Takes over every part of the application's options.</summary>
    public void CopyFrom(object options)
    {
        foreach (var part in Extensions(options))
        {
            Set(part);
        }
    }

    /// <summary>Takes the application's logging out.</summary>
    public void Silence(IServiceProvider services)
    {
        var core = Extensions(Options).FirstOrDefault(part => part.GetType().FullName == EfCoreNames.CoreExtension);
        if (core is null)
        {
            return;
        }

        services = Reflected.Get(core, "ApplicationServiceProvider") as IServiceProvider ?? services;
        core = Reflected.Call(core, "WithApplicationServiceProvider", new QuietServices(services));
        core = Reflected.Call(core, "WithDbContextLogger", [null]);
        if (Reflected.Get(core, "LoggerFactory") is not null)
        {
            core = Reflected.Call(core, "WithLoggerFactory", NullLoggerFactory.Instance);
        }

        Set(core);
    }

    /// <summary>
    /// Keeps the look-up away from a connection object of the application and from writing. False if the database can be reached
    /// through the application's own connection only.
    /// </summary>
    public bool Detach(object relational)
    {
        if (Reflected.Get(relational, "Connection") is DbConnection connection)
        {
            _connection = Copy(connection);
            if (_connection is null)
            {
                return false;
            }

            Set(Reflected.Call(relational, "WithConnection", _connection));
        }
        else if (ProviderOf(relational) == Sqlite && Reflected.Get(relational, "ConnectionString") is string text)
        {
            if (SqliteText.IsPrivate(text))
            {
                return false;
            }

            Set(Reflected.Call(relational, "WithConnectionString", SqliteText.ReadOnly(text, DriversConnection(relational.GetType().Assembly))));
        }

        return true;
    }

    /// <summary>The provider's name as EF Core has it: that of its assembly.</summary>
    public static string ProviderOf(object relational) => relational.GetType().Assembly.GetName().Name!;

    public void Dispose() => _connection?.Dispose();

    // Drivers of servers copy their connections, credentials included; SQLite's does not, and needs none.
    private static DbConnection? Copy(DbConnection connection)
    {
        if (connection is ICloneable cloneable)
        {
            return cloneable.Clone() as DbConnection;
        }

        if (connection.GetType().FullName != SqliteConnection || SqliteText.IsPrivate(connection.ConnectionString))
        {
            return null;
        }

        var copy = (DbConnection)Activator.CreateInstance(connection.GetType())!;
        copy.ConnectionString = SqliteText.ReadOnly(connection.ConnectionString, connection.GetType());
        return copy;
    }

    // The one that the provider uses, as a host may have a second in a load context of its own.
    private static Type DriversConnection(Assembly provider) => AssemblyLoadContext.GetLoadContext(provider)!
        .LoadFromAssemblyName(new AssemblyName(SqliteDriver)).GetType(SqliteConnection, throwOnError: true)!;

    private static object[] Extensions(object options) =>
        [.. (IEnumerable<object>)Reflected.Get(options, "Extensions")!];

    private void Set(object part) => _add.MakeGenericMethod(part.GetType()).Invoke(_builder, [part]);
}
