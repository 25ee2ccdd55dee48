using System.Reflection;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>Gets a context's options out of a scope of the application's container.</summary>
internal static class ContextSource
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>
    /// Fills <paramref name="quiet"/>. The context itself is made only if it configures itself (<c>OnConfiguring</c>) or its
    /// options are not in the container; making one opens no connection. False if the container has neither.
    /// </summary>
    public static async ValueTask<bool> ReadAsync(ContextRegistration registration, IServiceProvider scope, QuietOptions quiet)
    {
        var options = scope.GetService(
            registration.Base.Assembly.GetType(EfCoreNames.ContextOptions, throwOnError: true)!.MakeGenericType(registration.Context));
        var configure = registration.Context.GetMethod("OnConfiguring", Own, [quiet.Builder.GetType().BaseType!]);
        var configures = configure is not null && configure.DeclaringType != registration.Base;
        if (options is not null && !configures)
        {
            quiet.CopyFrom(options);
            return true;
        }

        var (context, isOurs) = Make(registration, scope);
        if (context is null)
        {
            return false;
        }

        try
        {
            options ??= registration.Base.GetField("_options", Own)?.GetValue(context)
                ?? throw new MissingFieldException(registration.Base.FullName, "_options");
            quiet.CopyFrom(options);
            if (configures)
            {
                configure!.Invoke(context, BindingFlags.DoNotWrapExceptions, null, [quiet.Builder], null);
            }

            return true;
        }
        finally
        {
            if (isOurs)
            {
                await ((IAsyncDisposable)context).DisposeAsync();
            }
        }
    }

    // What a factory makes belongs to its caller, everything else to the scope.
    private static (object? Context, bool IsOurs) Make(ContextRegistration registration, IServiceProvider scope)
    {
        foreach (var source in registration.Sources)
        {
            var isFactory = EfCoreNames.IsClosed(source, EfCoreNames.ContextFactory);
            var service = scope.GetService(source);
            var context = isFactory && service is not null
                ? source.GetMethod("CreateDbContext")!.Invoke(service, BindingFlags.DoNotWrapExceptions, null, null, null)
                : service;
            if (registration.Context.IsInstanceOfType(context))
            {
                return (context, isFactory);
            }
        }

        return (null, false);
    }
}
