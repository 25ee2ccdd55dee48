using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Data;

/// <summary>Queries that are not read to their end, or not where they were sent.</summary>
public static class Readers
{
    // Its rows fill more than the driver's buffer, and the one in the midst takes longer than the time that is allowed.
    private const string Slow =
        "SELECT CASE WHEN x = 50000 THEN (SELECT 1 FROM pg_sleep(5)) ELSE x END AS \"Value\" FROM generate_series(1, 100000) x";

    private const string FailsEachOtherTime =
        "SELECT CASE WHEN x = 50000 AND nextval('tries') % 2 = 1 THEN 1 / (x - 50000) ELSE x END AS \"Value\" FROM generate_series(1, 100000) x";

    public static void MapReaders(this WebApplication app, string connection)
    {
        // The query is sent by a thread that then has nothing of it to close.
        app.MapGet("/closed-elsewhere", async (BlogContext db) =>
        {
            var sent = OnOwnThread();
            var blogs = db.Blogs.AsNoTracking().Take(2).AsEnumerable().GetEnumerator();
            await sent(() => blogs.MoveNext());
            await Task.Run(blogs.Dispose);
            await sent(() => Raw(connection));
            await sent(() => Raw(connection));
            await sent(null);
        });
        app.MapGet("/never-closed", async (BlogContext db) =>
            await db.Blogs.AsNoTracking().Take(2).AsAsyncEnumerable().GetAsyncEnumerator().MoveNextAsync());
        app.MapGet("/never-closed-sync", (BlogContext db) => db.Blogs.AsNoTracking().Take(2).AsEnumerable().GetEnumerator().MoveNext());
        app.MapGet("/audited", async () =>
        {
            var options = new DbContextOptionsBuilder<BlogContext>();
            Databases.Use(options, connection);
            await using var db = new BlogContext(options.AddInterceptors(new AuditedQueries(connection)).Options);
            await db.Blogs.AsNoTracking().Take(2).ToListAsync();
        });
        app.MapGet("/audited-sync", () =>
        {
            var options = new DbContextOptionsBuilder<BlogContext>();
            Databases.Use(options, connection);
            using var db = new BlogContext(options.AddInterceptors(new AuditedQueries(connection)).Options);
            _ = db.Blogs.AsNoTracking().Take(2).ToList();
        });
        app.MapGet("/canceled-while-read", async (BlogContext db) =>
        {
            using var source = new CancellationTokenSource();
            await foreach (var value in db.Database.SqlQueryRaw<int>(Slow).AsAsyncEnumerable().WithCancellation(source.Token))
            {
                source.CancelAfter(TimeSpan.FromMilliseconds(200));
            }
        });
        app.MapGet("/timeout-while-read", async (BlogContext db) =>
        {
            db.Database.SetCommandTimeout(1);
            await db.Database.SqlQueryRaw<int>(Slow).ToListAsync();
        });
        app.MapGet("/retried-while-read", async () =>
        {
            await using var db = RetryingOnce(connection);
            await db.Database.SqlQueryRaw<int>(FailsEachOtherTime).ToListAsync();
        });
        app.MapGet("/retried-while-read-sync", () =>
        {
            using var db = RetryingOnce(connection);
            _ = db.Database.SqlQueryRaw<int>(FailsEachOtherTime).ToList();
        });
        app.MapGet("/timeout-while-read-sync", (BlogContext db) =>
        {
            db.Database.SetCommandTimeout(1);
            _ = db.Database.SqlQueryRaw<int>(Slow).ToList();
        });
    }

    private static BlogContext RetryingOnce(string connection)
    {
        Raw(connection, "CREATE SEQUENCE IF NOT EXISTS tries");
        return new BlogContext(new DbContextOptionsBuilder<BlogContext>()
            .UseNpgsql(connection, npgsql => npgsql.EnableRetryOnFailure(1, TimeSpan.Zero, [PostgresErrorCodes.DivisionByZero])).Options);
    }

    // Runs one action after the other on a thread of its own, and ends it with null.
    private static Func<Action?, Task> OnOwnThread()
    {
        var actions = new System.Collections.Concurrent.BlockingCollection<(Action? Action, TaskCompletionSource Done)>();
        var thread = new Thread(() =>
        {
            foreach (var (action, done) in actions.GetConsumingEnumerable())
            {
                action?.Invoke();
                done.SetResult();
                if (action is null)
                {
                    break;
                }
            }
        }) { IsBackground = true };
        thread.Start();
        return action =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            actions.Add((action, done));
            return done.Task;
        };
    }

    private static void Raw(string connection, string text = "SELECT 1")
    {
        using var raw = new NpgsqlConnection(connection);
        raw.Open();
        using var command = new NpgsqlCommand(text, raw);
        command.ExecuteScalar();
    }
}
