using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Serving.OwnPort;

/// <summary>
/// One request and its answer, in the framework's own terms, so that the same code serves the page here and at the application's
/// ports.
/// </summary>
internal static class OwnExchange
{
    /// <summary>
    /// Answers a request, whole. Throws what writing throws, and the exceptions of <paramref name="serve"/>.
    /// </summary>
    public static void Run(RequestHead head, AnswerStream answer, IPEndPoint? peer, bool isTls, RequestDelegate serve)
    {
        var response = new OwnResponse(answer);
        answer.Answers(response);
        var body = new StreamResponseBodyFeature(answer);
        try
        {
            serve(new DefaultHttpContext(Features(head, response, body, peer, isTls))).GetAwaiter().GetResult();
            body.CompleteAsync().GetAwaiter().GetResult();
            answer.Finish();
        }
        finally
        {
            response.RunCompleted();
        }
    }

    private static FeatureCollection Features(
        RequestHead head, OwnResponse response, StreamResponseBodyFeature body, IPEndPoint? peer, bool isTls)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = head.Method,
            Path = head.Path,
            QueryString = head.Query,
            Protocol = head.Protocol,
            Scheme = isTls ? "https" : "http",
            Headers = head.Headers,
        });
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            RemoteIpAddress = peer?.Address,
            RemotePort = peer?.Port ?? 0,
        });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(body);
        features.Set<IOwnThread>(OwnThreadMark.Instance);
        return features;
    }

    private sealed class OwnThreadMark : IOwnThread
    {
        public static readonly OwnThreadMark Instance = new();
    }
}
