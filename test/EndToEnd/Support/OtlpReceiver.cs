using System.Collections.Concurrent;
using System.Net;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A collector that takes OTLP over HTTP, keeps the bodies and understands nothing.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<byte[]> _bodies = new();

    private OtlpReceiver(int port)
    {
        Endpoint = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add(Endpoint + "/");
    }

    public string Endpoint { get; }

    /// <summary>The protobuf bodies that were posted to <c>/v1/metrics</c>.</summary>
    public IReadOnlyList<byte[]> Exports => [.. _bodies];

    public static OtlpReceiver Start()
    {
        var receiver = new OtlpReceiver(Ports.Free());
        receiver._listener.Start();
        _ = receiver.ReceiveAsync();
        return receiver;
    }

    public void Dispose() => _listener.Close();

    private async Task ReceiveAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                if (context.Request is { HttpMethod: "POST", Url.AbsolutePath: "/v1/metrics" })
                {
                    _bodies.Enqueue(body.ToArray());
                }

                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // The sender went away, or the test is over.
            }
        }
    }
}
