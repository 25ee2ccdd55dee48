using System.Net;

namespace Features;

/// <summary>
/// Requests to itself by name, with and without TLS, more at once than there are connections for them. Connections are new each time.
/// </summary>
public static class Outgoing
{
    public static void MapOutgoing(this WebApplication app)
    {
        app.MapGet("/outgoing", async () =>
        {
            using var client = new HttpClient(new SocketsHttpHandler
            {
                MaxConnectionsPerServer = 1,
                SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            });
            var answers = app.Urls.SelectMany(url => new[]
            {
                client.SendAsync(Request(url, "/answer/200")),
                client.SendAsync(Request(url, "/answer/503")),
            });
            foreach (var answer in await Task.WhenAll(answers))
            {
                answer.Dispose();
            }
        });

        // The text stands wherever an address has room for one.
        app.MapGet("/outgoing/{text}", async (string text) =>
        {
            using var client = new HttpClient();
            var address = new UriBuilder(app.Configuration["URLS"]!)
            {
                Host = "localhost", UserName = text, Password = text, Path = $"/answer/{text}", Query = $"token={text}", Fragment = text,
            };
            using var answer = await client.GetAsync(address.Uri);
            return answer.StatusCode;
        });
    }

    // HTTP/2 where TLS can agree on it. The name is looked up.
    private static HttpRequestMessage Request(string url, string path) =>
        new(HttpMethod.Get, new UriBuilder(url) { Host = "localhost", Path = path }.Uri)
        {
            Version = url.StartsWith("https", StringComparison.Ordinal) ? HttpVersion.Version20 : HttpVersion.Version11,
        };
}
