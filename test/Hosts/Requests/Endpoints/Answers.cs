using System.Text;

namespace Requests.Endpoints;

public static class Answers
{
    public static void MapAnswers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/known-answer", (HttpResponse response) =>
        {
            response.ContentType = "text/plain; charset=utf-8";
            response.ContentLength = 10;
            return response.WriteAsync("0123456789");
        });
        routes.MapGet("/stream", async (HttpResponse response) =>
        {
            response.ContentType = "text/plain; charset=utf-8";
            for (var i = 0; i < 3; i++)
            {
                await response.WriteAsync($"chunk {i}\n");
                await response.Body.FlushAsync();
            }
        });
        routes.MapGet("/json", () => new { Name = "shoes", Price = 12.5 });
        routes.MapGet("/charset/latin1", () => Results.Text("caf\u00e9", "text/plain", Encoding.Latin1));
        routes.MapGet("/charset/utf16", () => Results.Text("caf\u00e9", "text/plain", Encoding.Unicode));
        routes.MapGet("/charset/odd", () => Results.Bytes("odd"u8.ToArray(), "text/plain; charset=x-klingon"));
        routes.MapGet("/charset/none", () => Results.Bytes([1, 2, 3], "application/octet-stream"));
        routes.MapGet("/file", (IWebHostEnvironment environment) => Results.File(Lines(environment), "text/plain"));
        routes.MapGet("/sendfile", (HttpResponse response, IWebHostEnvironment environment) =>
        {
            response.ContentType = "text/plain";
            return response.SendFileAsync(Lines(environment));
        });
        routes.MapGet("/bodywriter", async (HttpResponse response) =>
        {
            response.ContentType = "text/plain";
            for (var i = 0; i < 4; i++)
            {
                var span = response.BodyWriter.GetSpan(100);
                span[..100].Fill((byte)('a' + i));
                response.BodyWriter.Advance(100);
                await response.BodyWriter.FlushAsync();
            }
        });
        routes.MapGet("/body-swap", async (HttpResponse response) =>
        {
            var original = response.Body;
            using var memory = new MemoryStream();
            response.Body = memory;
            await response.WriteAsync("swapped body");
            response.Body = original;
            memory.Position = 0;
            await memory.CopyToAsync(original);
        });
    }

    private static string Lines(IWebHostEnvironment environment) => Path.Combine(environment.WebRootPath, "lines.txt");
}
