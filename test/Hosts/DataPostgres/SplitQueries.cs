using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Data;

/// <summary>Queries of two levels that EF Core sends as three commands, each with a raw command behind it.</summary>
public static class SplitQueries
{
    public static void MapSplitQueries(this WebApplication app, string connection)
    {
        app.MapGet("/split", async (BlogContext db) =>
        {
            await Query(db).ToListAsync();
            await RawAsync(connection);
        });
        app.MapGet("/split-sync", (BlogContext db) =>
        {
            _ = Query(db).ToList();
            Raw(connection);
        });
        app.MapGet("/split-half-read", async (BlogContext db) =>
        {
            await foreach (var blog in Query(db).AsAsyncEnumerable())
            {
                break;
            }

            await RawAsync(connection);
        });
        app.MapGet("/split-half-read-sync", (BlogContext db) =>
        {
            foreach (var blog in Query(db))
            {
                Raw(connection);
                break;
            }
        });
        app.MapGet("/split-buffered", async () =>
        {
            await using var db = Databases.Retrying(connection);
            await Query(db).ToListAsync();
            await RawAsync(connection);
        });
        app.MapGet("/split-buffered-sync", () =>
        {
            using var db = Databases.Retrying(connection);
            _ = Query(db).ToList();
            Raw(connection);
        });
    }

    // The blogs with posts alone: without rows EF Core would send the first command only.
    private static IQueryable<Blog> Query(BlogContext db) =>
        db.Blogs.AsNoTracking().Where(blog => blog.Posts.Any()).Include(blog => blog.Posts).ThenInclude(post => post.Tags).AsSplitQuery();

    private static async Task RawAsync(string connection)
    {
        await using var raw = new NpgsqlConnection(connection);
        await raw.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1", raw);
        await command.ExecuteScalarAsync();
    }

    private static void Raw(string connection)
    {
        using var raw = new NpgsqlConnection(connection);
        raw.Open();
        using var command = new NpgsqlCommand("SELECT 1", raw);
        command.ExecuteScalar();
    }
}
