using System.Text;

namespace AspNetCorePrometheus.UnitTests.Caches;

/// <summary>How a call ended, in words: what it threw, or what became of its task.</summary>
internal static class CallOutcome
{
    /// <summary>The names of a type's interfaces, in order.</summary>
    public static IEnumerable<string?> Interfaces(Type type) => type.GetInterfaces().Select(contract => contract.FullName).Order();

    public static async Task<string> Of<T>(Func<Task<T>> call)
    {
        Task<T> running;
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
            var value = await running;
            text.Append(value is byte[] bytes ? Convert.ToHexString(bytes) : value?.ToString() ?? "null");
        }
        catch (Exception exception)
        {
            text.Append(exception.GetType().Name).Append(' ').Append(exception.Message).Append(' ')
                .Append((exception as OperationCanceledException)?.CancellationToken.IsCancellationRequested).Append(' ')
                .Append(running.Exception?.InnerExceptions.Count);
        }

        return text.Append(' ').Append(running.Status).ToString();
    }

    public static Task<string> Of(Func<Task> call)
    {
        return Of(() => Done(call()));

        static async Task<string> Done(Task running)
        {
            await running;
            return "done";
        }
    }

    public static Task<string> Of<T>(Func<T> call) => Of(() => Task.FromResult(call()));

    public static Task<string> Of(Action call) => Of(() =>
    {
        call();
        return Task.FromResult("done");
    });
}
