using System.Text;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>How a call ended, in words: what it threw, or what became of its task.</summary>
internal static class CallOutcome
{
    /// <summary>The names of a type's interfaces, in order.</summary>
    public static IEnumerable<string?> Interfaces(Type type) => type.GetInterfaces().Select(contract => contract.FullName).Order();

    public static Task<string> Of<T>(Func<Task<T>> call) => Of(call, async running => Text(await (Task<T>)running));

    public static Task<string> Of(Func<Task> call) => Of(call, _ => Task.FromResult("done"));

    public static Task<string> Of<T>(Func<T> call) => Of(() => Task.FromResult(call()));

    public static Task<string> Of(Action call) => Of(() =>
    {
        call();
        return Task.CompletedTask;
    });

    /// <summary>How a call ended that its caller cancelled while it ran.</summary>
    public static async Task<string> Cancelled(Func<CancellationToken, Task> call)
    {
        using var caller = new CancellationTokenSource();
        var running = call(caller.Token);
        var status = running.Status;
        await caller.CancelAsync();
        return $"{status} {await Of(() => running)}";
    }

    private static async Task<string> Of(Func<Task> call, Func<Task, Task<string>> value)
    {
        Task running;
        try
        {
            running = call();
        }
        catch (Exception exception)
        {
            return $"thrown {exception.GetType().Name} {exception.Message}";
        }

        var text = new StringBuilder();
        try
        {
            await running;
            text.Append(await value(running));
        }
        catch (Exception exception)
        {
            text.Append(exception.GetType().Name).Append(' ').Append(exception.Message).Append(' ')
                .Append((exception as OperationCanceledException)?.CancellationToken.IsCancellationRequested).Append(' ')
                .Append(running.Exception?.InnerExceptions.Count);
        }

        return text.Append(' ').Append(running.Status).ToString();
    }

    private static string Text<T>(T value) => value is byte[] bytes ? Convert.ToHexString(bytes) : value?.ToString() ?? "null";
}
