using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.UnitTests.Serving;

/// <summary>The body of a response that goes into a pipe.</summary>
internal sealed class PipedBody(PipeWriter writer) : IHttpResponseBodyFeature
{
    public Stream Stream { get; } = writer.AsStream(leaveOpen: true);

    public PipeWriter Writer => writer;

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task CompleteAsync() => Task.CompletedTask;

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();
}
