using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Features;

/// <summary>An endpoint for one request at a time: a second one waits, a third one is turned away.</summary>
public static class Limited
{
    private const string Policy = "one-at-a-time";
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(200);

    public static void AddSmallRateLimit(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.AddConcurrencyLimiter(Policy, one =>
        {
            one.PermitLimit = 1;
            one.QueueLimit = 1;
            one.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
    });

    public static void MapLimited(this WebApplication app) =>
        app.MapGet("/limited", () => Task.Delay(Work)).RequireRateLimiting(Policy);
}
