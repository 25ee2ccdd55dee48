using System.Data.Common;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Data;

public static class Databases
{
    public static void Use(DbContextOptionsBuilder options, string connection) =>
        options.UseNpgsql(connection);

    public static void Use(DbContextOptionsBuilder options, DbConnection connection) =>
        options.UseNpgsql(connection);

    /// <summary>What not every host has: raw commands, bulk changes, split queries, transaction scopes, retries.</summary>
    public static void MapOwn(this WebApplication app)
    {
        var connection = app.Configuration.GetConnectionString("Data")!;
        app.MapOutcomes();
        app.MapBulk();
        app.MapSplitQueries(connection);
        app.MapReaders(connection);
        app.MapGet("/raw", async () =>
        {
            await using var raw = new NpgsqlConnection(connection);
            await raw.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT 1", raw);
            await command.ExecuteScalarAsync();
        });
        app.MapGet("/load/raw/{count:int}", (int count) => Load.MeasureAsync(count, async () =>
        {
            await using var raw = new NpgsqlConnection(connection);
            await raw.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT 1", raw);
            await command.ExecuteScalarAsync();
        }));
        app.MapGet("/mixed", async (BlogContext db) =>
        {
            await foreach (var blog in db.Blogs.AsNoTracking().OrderBy(b => b.Id).Take(2).AsAsyncEnumerable())
            {
                await using var raw = new NpgsqlConnection(connection);
                await raw.OpenAsync();
                await using var command = new NpgsqlCommand("SELECT pg_sleep(0.01)", raw);
                await command.ExecuteNonQueryAsync();
            }
        });
        app.MapGet("/mixed-sync", (BlogContext db) =>
        {
            foreach (var blog in db.Blogs.AsNoTracking().OrderBy(b => b.Id).Take(2))
            {
                using var raw = new NpgsqlConnection(connection);
                raw.Open();
                using var command = new NpgsqlCommand("SELECT pg_sleep(0.01)", raw);
                command.ExecuteNonQuery();
            }
        });
        // A strategy that retries lets EF Core read all rows at once, and it closes the driver's reader without a word.
        app.MapGet("/buffered", async () =>
        {
            await using var db = Retrying(connection);
            await db.Blogs.AsNoTracking().ToListAsync();
            await using var raw = new NpgsqlConnection(connection);
            await raw.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT 1", raw);
            await command.ExecuteScalarAsync();
        });
        app.MapGet("/buffered-sync", () =>
        {
            using var db = Retrying(connection);
            _ = db.Blogs.AsNoTracking().ToList();
            using var raw = new NpgsqlConnection(connection);
            raw.Open();
            using var command = new NpgsqlCommand("SELECT 1", raw);
            command.ExecuteScalar();
        });
        app.MapGet("/cached", () =>
        {
            var options = new DbContextOptionsBuilder<BlogContext>();
            Use(options, connection);
            using var db = new BlogContext(options.AddInterceptors(new CachedResults()).Options);
            _ = db.Tags.AsNoTracking().ToList();
            _ = db.Tags.AsNoTracking().ToList();
            using var raw = new NpgsqlConnection(connection);
            raw.Open();
            using var command = new NpgsqlCommand("SELECT 1", raw);
            command.ExecuteScalar();
        });
        app.MapGet("/refused-login", async () =>
        {
            var refused = new NpgsqlConnectionStringBuilder(connection) { Username = "nobody" };
            var options = new DbContextOptionsBuilder<BlogContext>();
            Use(options, refused.ConnectionString);
            await using var db = new BlogContext(options.Options);
            await db.Blogs.CountAsync();
        });
        app.MapPost("/scope/{end}", async (BlogContext db, string end) =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
            if (end == "commit")
            {
                scope.Complete();
            }
        });
        app.MapPost("/retried", async () =>
        {
            await using var db = Retrying(connection);
            await db.Database.OpenConnectionAsync();
            db.Add(Changes.NewBlog());
            await db.Database.ExecuteSqlRawAsync("SELECT 1");
            var failures = 0;
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
                await db.Database.ExecuteSqlRawAsync(failures++ < 2
                    ? "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"
                    : "SELECT 1"));
            await db.SaveChangesAsync();
        });
        app.MapPost("/retried-transaction", async () =>
        {
            await using var db = Retrying(connection);
            db.Add(new Tag { Name = "tried again" });
            var failures = 0;
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                await db.SaveChangesAsync(acceptAllChangesOnSuccess: false);
                await db.Database.ExecuteSqlRawAsync(failures++ < 2
                    ? "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$"
                    : "SELECT 1");
                await transaction.CommitAsync();
            });
            db.ChangeTracker.AcceptAllChanges();
        });
        app.MapPost("/refused-commit", async (BlogContext db) =>
        {
            await db.Database.ExecuteSqlRawAsync(
                "ALTER TABLE \"Posts\" ALTER CONSTRAINT \"FK_Posts_Blogs_BlogId\" DEFERRABLE INITIALLY DEFERRED");
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                db.Add(Changes.NewBlog());
                await db.SaveChangesAsync();
                db.Add(new Post { BlogId = -1, Title = "nowhere" });
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
            }
            finally
            {
                await db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Posts\" ALTER CONSTRAINT \"FK_Posts_Blogs_BlogId\" NOT DEFERRABLE");
            }
        });
        app.MapPost("/suppressed-race", async () =>
        {
            var options = new DbContextOptionsBuilder<BlogContext>();
            Use(options, connection);
            await using var db = new BlogContext(options.AddInterceptors(new SuppressedRaces()).Options);
            var counter = new Counter();
            db.Add(counter);
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Counters\" SET \"Version\" = 7");
            counter.Value = 5;
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
        });
        app.MapGet("/raw-failing", async () =>
        {
            await using var raw = new NpgsqlConnection(connection);
            await raw.OpenAsync();
            await using var command = new NpgsqlCommand("DELETE FROM no_such_table", raw);
            await command.ExecuteNonQueryAsync();
        });
        app.MapGet("/raw-failing-while-read", async () =>
        {
            await using var raw = new NpgsqlConnection(connection);
            await raw.OpenAsync();
            await using var command = new NpgsqlCommand("SELECT 1 / (50000 - x) FROM generate_series(1, 100000) x", raw);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
            }
        });
        app.MapGet("/failing-while-read-sync", (BlogContext db) =>
            db.Database.SqlQueryRaw<int>("SELECT 1 / (50000 - x) AS \"Value\" FROM generate_series(1, 100000) x").ToList());
        app.MapGet("/failing-sync", (BlogContext db) => db.Database.ExecuteSqlRaw("DELETE FROM no_such_table"));
        app.MapGet("/failing-while-read", async (BlogContext db) =>
            await db.Database.SqlQueryRaw<int>("SELECT 1 / (50000 - x) AS \"Value\" FROM generate_series(1, 100000) x").ToListAsync());
        app.MapGet("/failing-query", async (BlogContext db) => await db.Blogs.FromSqlRaw("SELECT * FROM no_such_table").ToListAsync());
        app.MapPost("/retried-save", async () =>
        {
            await using var db = Retrying(connection);
            // A sequence does not go back with a transaction, so the second insert fails the first time only.
            await using (var raw = new NpgsqlConnection(connection))
            {
                await raw.OpenAsync();
                await using var command = new NpgsqlCommand(
                    """
                    CREATE SEQUENCE IF NOT EXISTS tries; ALTER SEQUENCE tries RESTART;
                    CREATE OR REPLACE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF nextval('tries') = 1 THEN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END IF;
                        RETURN NEW;
                    END $$;
                    CREATE OR REPLACE TRIGGER fail_once BEFORE INSERT ON "Tags" FOR EACH ROW WHEN (NEW."Name" LIKE 'again%')
                        EXECUTE FUNCTION fail_once();
                    """,
                    raw);
                await command.ExecuteNonQueryAsync();
            }

            db.AddRange(new Tag { Name = "once" }, new Tag { Name = "again" });
            await db.SaveChangesAsync();
        });
    }

    /// <summary>A context whose strategy tries again.</summary>
    public static BlogContext Retrying(string connection)
    {
        var options = new DbContextOptionsBuilder<BlogContext>();
        options.UseNpgsql(connection, npgsql => npgsql.EnableRetryOnFailure(3, TimeSpan.FromMilliseconds(10), null));
        return new BlogContext(options.Options);
    }
}
