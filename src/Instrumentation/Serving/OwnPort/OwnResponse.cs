using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>Status, headers and callbacks of an answer at the own port.</summary>
internal sealed class OwnResponse(AnswerStream answer) : IHttpResponseFeature
{
    private readonly Stack<(Func<object, Task> Callback, object State)> _starting = [];
    private readonly Stack<(Func<object, Task> Callback, object State)> _completed = [];

    public int StatusCode { get; set; } = StatusCodes.Status200OK;

    public string? ReasonPhrase { get; set; }

    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    public Stream Body { get; set; } = answer;

    public bool HasStarted => answer.HasStarted;

    public void OnStarting(Func<object, Task> callback, object state) => _starting.Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => _completed.Push((callback, state));

    public void RunStarting() => Run(_starting);

    public void RunCompleted() => Run(_completed);

    private static void Run(Stack<(Func<object, Task> Callback, object State)> callbacks)
    {
        while (callbacks.TryPop(out var entry))
        {
            entry.Callback(entry.State).GetAwaiter().GetResult();
        }
    }
}
