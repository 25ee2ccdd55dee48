using System.Reflection;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>EF Core's command loggers, of which each context has one, and for how long they are silent.</summary>
/// <remarks>
/// A command's beginning of which nobody wants to be told silences a context for a second, and an end that is wanted ends the
/// silence. A command that fails has no such end, so that what follows it would not be told. The event of the beginning is an
/// allocation for each command; it is left out where the silence behind a failure can be ended.
/// </remarks>
internal sealed class EfCoreCommandLogger
{
    // No public member ends it. EF Core 6 to 10 have this field.
    private const string Silence = "_suppressCommandExecuteExpiration";

    private static readonly Payload<object?> Dependencies = new("Dependencies");
    private static readonly Payload<object?> Logger = new("CommandLogger");

    private volatile bool _isKnown;
    private FieldInfo? _silence;

    public bool IsKnown => _isKnown;

    /// <summary>Whether <see cref="EndSilence"/> does so. Not before a context has been seen.</summary>
    public bool CanEndSilence => _isKnown && _silence is not null;

    /// <summary>Learns from a context; null, or one that has been disposed of, is none. All have the same internal service provider.</summary>
    public void Learn(object? context)
    {
        if (!_isKnown && Of(context) is { } logger)
        {
            _silence = Field(logger.GetType());
            _isKnown = true;
        }
    }

    /// <summary>Lets EF Core ask again whether a context's commands are to be told. Does nothing without one.</summary>
    public void EndSilence(object? context)
    {
        if (CanEndSilence && Of(context) is { } logger)
        {
            _silence!.SetValue(logger, default(DateTimeOffset));
        }
    }

    // A context that has been disposed of sends no more, and its services may be gone as well.
    private static object? Of(object? context)
    {
        try
        {
            return context is not null
                && ContextProperty.Database(context) is { } database
                && Dependencies.OfAny(database) is { } dependencies
                    ? Logger.OfAny(dependencies)
                    : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // An application may have put a class of its own in the place of EF Core's.
    private static FieldInfo? Field(Type? logger)
    {
        for (; logger is not null; logger = logger.BaseType)
        {
            if (logger.GetField(Silence, BindingFlags.Instance | BindingFlags.NonPublic) is { } field
                && field.FieldType == typeof(DateTimeOffset))
            {
                return field;
            }
        }

        return null;
    }
}
