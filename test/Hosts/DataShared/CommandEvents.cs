using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Data;

/// <summary>
/// The events of commands that EF Core writes. It wants none of them itself: a listener tells all its subscribers what any of them wants.
/// </summary>
public sealed class CommandEvents : IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Command = "Microsoft.EntityFrameworkCore.Database.Command.Command";

    private readonly List<string> _names = [];
    private readonly IDisposable _subscription;

    public CommandEvents(DbContext context) =>
        _subscription = ((DiagnosticListener)context.GetService<DiagnosticSource>()).Subscribe(this, static _ => false);

    /// <summary>Their names without what all begin with, in their order.</summary>
    public string Names => string.Join(' ', _names);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key.StartsWith(Command, StringComparison.Ordinal))
        {
            _names.Add(value.Key[Command.Length..]);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscription.Dispose();
}
