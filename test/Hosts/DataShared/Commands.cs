using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Data;

/// <summary>Commands that EF Core sends without changing an entity.</summary>
public static class Commands
{
    public static void MapCommands(this WebApplication app)
    {
        app.MapGet("/select", (BlogContext db) => db.Blogs.AsNoTracking().ToList().Count);
        app.MapGet("/select-async", async (BlogContext db) => (await db.Blogs.AsNoTracking().ToListAsync()).Count);
        app.MapGet("/slow-reader", (BlogContext db) =>
        {
            foreach (var blog in db.Blogs.AsNoTracking())
            {
                Thread.Sleep(300);
                break;
            }
        });
        app.MapGet("/slow-reader-async", async (BlogContext db) =>
        {
            await foreach (var blog in db.Blogs.AsNoTracking().AsAsyncEnumerable())
            {
                await Task.Delay(300);
                break;
            }
        });
        app.MapPost("/sql", async (HttpRequest request, BlogContext db) =>
        {
            using var text = new StreamReader(request.Body);
            try
            {
                return await db.Database.ExecuteSqlRawAsync(await text.ReadToEndAsync());
            }
            catch (DbException)
            {
                return -1;
            }
        });
        app.MapGet("/failing", async (BlogContext db) => await db.Database.ExecuteSqlRawAsync("DELETE FROM no_such_table"));
        app.MapGet("/after-failure", async (BlogContext db) =>
        {
            await db.Tags.CountAsync();
            using var events = new CommandEvents(db);
            try
            {
                await db.Database.ExecuteSqlRawAsync("DELETE FROM no_such_table");
            }
            catch (DbException)
            {
                await db.Tags.CountAsync();
                await db.Database.ExecuteSqlRawAsync("UPDATE \"Tags\" SET \"Name\" = \"Name\" WHERE \"Id\" < 0");
            }

            return events.Names;
        });
        app.MapGet("/after-failure-sync", (BlogContext db) =>
        {
            db.Tags.Count();
            using var events = new CommandEvents(db);
            try
            {
                db.Database.ExecuteSqlRaw("DELETE FROM no_such_table");
            }
            catch (DbException)
            {
                db.Tags.Count();
                db.Database.ExecuteSqlRaw("UPDATE \"Tags\" SET \"Name\" = \"Name\" WHERE \"Id\" < 0");
            }

            return events.Names;
        });
        app.MapGet("/cte", async (BlogContext db) => await db.Database.ExecuteSqlRawAsync(
            """
            -- a comment; with SELECT in it
            WITH "update" AS (SELECT 1 AS x) /* and another */
            DELETE FROM "Tags" WHERE "Id" IN (SELECT -x FROM "update")
            """));
        app.MapGet("/unreachable", async (IConfiguration configuration) =>
        {
            var options = new DbContextOptionsBuilder<BlogContext>();
            Databases.Use(options, configuration["Unreachable"]!);
            await using var db = new BlogContext(options.Options);
            await db.Blogs.CountAsync();
        });
        app.MapGet("/canceled-opening", async (IConfiguration configuration) =>
        {
            using var source = new CancellationTokenSource();
            var options = new DbContextOptionsBuilder<BlogContext>();
            Databases.Use(options, configuration["Unreachable"]!);
            await using var db = new BlogContext(options.AddInterceptors(new CanceledOpenings(source)).Options);
            await db.Database.OpenConnectionAsync(source.Token);
        });
        app.MapGet("/fault", async (BlogContext db) =>
        {
            try
            {
                await db.Blogs.CountAsync();
                return "none";
            }
            catch (Exception exception)
            {
                // EF Core wraps what a strategy would try again.
                return (exception is InvalidOperationException { InnerException: { } inner } ? inner : exception).GetType().FullName;
            }
        });
        app.MapGet("/canceled", async (BlogContext db) =>
        {
            using var source = new CancellationTokenSource(100);
            await db.Database.ExecuteSqlRawAsync(app.Configuration["SlowCommand"]!, source.Token);
        });
    }
}
