namespace Requests;

public sealed class BoomMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Path == "/mw-boom"
            ? throw new InvalidOperationException("the middleware failed")
            : next(context);
}
