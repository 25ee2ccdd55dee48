using Microsoft.EntityFrameworkCore;

namespace Data;

/// <summary>One command over and over, and what it cost the process: ticks of processor time and bytes that were allocated.</summary>
public static class Load
{
    public static void MapLoad(this WebApplication app)
    {
        app.MapGet("/load/query/{count:int}", (IServiceScopeFactory scopes, int count) => MeasureAsync(count, async () =>
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<BlogContext>().Blogs.AsNoTracking().Take(1).ToListAsync();
        }));
        app.MapGet("/load/query-sync/{count:int}", (IServiceScopeFactory scopes, int count) => MeasureAsync(count, () =>
        {
            using var scope = scopes.CreateScope();
            scope.ServiceProvider.GetRequiredService<BlogContext>().Blogs.AsNoTracking().Take(1).ToList();
            return Task.CompletedTask;
        }));
        app.MapPost("/load/subscriptions/{areThere:bool}", (bool areThere) => Subscriptions.Set(areThere));
    }

    /// <summary>Repeats a command; answers ticks and bytes.</summary>
    public static async Task<string> MeasureAsync(int count, Func<Task> command)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = 0; i < count; i++)
        {
            await command();
        }

        var bytes = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return $"{(Environment.CpuUsage.TotalTime - processor).Ticks} {bytes}";
    }
}
