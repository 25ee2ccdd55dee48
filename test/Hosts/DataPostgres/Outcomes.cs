using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Data;

/// <summary>Operations that answer how they have ended: <c>ok</c>, or the types of the exception and of the driver's.</summary>
public static class Outcomes
{
    public static void MapOutcomes(this WebApplication app)
    {
        var group = app.MapGroup("/outcome");
        group.MapGet("/query", (BlogContext db) => OfAsync(async () => await Query(db).ToListAsync()));
        group.MapGet("/query-sync", (BlogContext db) => OfAsync(() => Task.FromResult(Query(db).ToList())));
        group.MapGet("/insert", (BlogContext db) => OfAsync(async () =>
        {
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
        }));
        group.MapGet("/update", (BlogContext db) => OfAsync(async () =>
        {
            var blog = new Blog { Id = 1, Name = Guid.NewGuid().ToString("N") };
            db.Attach(blog).Property(one => one.Name).IsModified = true;
            await db.SaveChangesAsync();
        }));
        group.MapGet("/raw", async (IConfiguration configuration) =>
        {
            NpgsqlConnection opened;
            try
            {
                opened = await OpenAsync(configuration);
            }
            catch (DbException)
            {
                return "not opened";
            }

            await using (opened)
            {
                return await OfAsync(async () =>
                {
                    await using var command = new NpgsqlCommand("SELECT 1", opened);
                    await command.ExecuteScalarAsync();
                });
            }
        });
    }

    private static IQueryable<Blog> Query(BlogContext db) => db.Blogs.AsNoTracking().OrderBy(blog => blog.Id).Take(5);

    private static async Task<NpgsqlConnection> OpenAsync(IConfiguration configuration)
    {
        var connection = new NpgsqlConnection(configuration.GetConnectionString("Data"));
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> OfAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return "ok";
        }
        catch (Exception exception)
        {
            var driver = exception;
            while (driver is not DbException && driver.InnerException is { } inner)
            {
                driver = inner;
            }

            return $"{exception.GetType().FullName} {driver.GetType().FullName}";
        }
    }
}
