using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Data;

/// <summary>Inserts of a blog inside transactions of every kind.</summary>
public static class Transactions
{
    public static void MapTransactions(this WebApplication app)
    {
        app.MapPost("/transaction/{end}", async (BlogContext db, string end) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
            if (end == "commit")
            {
                await transaction.CommitAsync();
            }
            else if (end == "rollback")
            {
                await transaction.RollbackAsync();
            }
        });
        app.MapPost("/savepoint", (BlogContext db) =>
        {
            using var transaction = db.Database.BeginTransaction();
            db.Add(Changes.NewBlog());
            db.SaveChanges();
            transaction.CreateSavepoint("first");
            db.Add(Changes.NewBlog());
            db.SaveChanges();
            transaction.RollbackToSavepoint("first");
            db.ChangeTracker.Clear();
            db.Add(Changes.NewBlog());
            db.SaveChanges();
            transaction.Commit();
        });
        app.MapPost("/own-savepoint", async (BlogContext db) =>
        {
            db.Database.AutoSavepointsEnabled = false;
            var counter = new Counter();
            db.Add(counter);
            await db.SaveChangesAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
            await transaction.CreateSavepointAsync("own");
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Counters\" SET \"Version\" = 7");
            counter.Value = 5;
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateConcurrencyException)
            {
                await transaction.RollbackToSavepointAsync("own");
            }

            await transaction.CommitAsync();
        });
        app.MapPost("/refused/{when}", (IConfiguration configuration, string when) =>
        {
            var saves = new RefusedSaves();
            var options = new DbContextOptionsBuilder<BlogContext>();
            Databases.Use(options, configuration.GetConnectionString("Data")!);
            using var db = new BlogContext(options.AddInterceptors(saves).Options);
            if (when == "before")
            {
                Refuse();
            }

            using var transaction = db.Database.BeginTransaction();
            db.Add(Changes.NewBlog());
            db.SaveChanges();
            transaction.CreateSavepoint("own");
            db.Add(Changes.NewBlog());
            db.SaveChanges();
            if (when == "inside")
            {
                Refuse();
            }

            transaction.RollbackToSavepoint("own");
            transaction.Commit();

            void Refuse()
            {
                saves.AreRefused = true;
                db.Add(Changes.NewBlog());
                try
                {
                    db.SaveChanges();
                }
                catch (InvalidOperationException)
                {
                    db.ChangeTracker.Clear();
                }

                saves.AreRefused = false;
            }
        });
        app.MapPost("/failed-inside", async (BlogContext db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var first = Changes.NewBlog();
            db.Add(first);
            await db.SaveChangesAsync();
            var second = Changes.NewBlog(first.Name);
            db.Add(second);
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException)
            {
                db.Entry(second).State = EntityState.Detached;
            }

            await transaction.CommitAsync();
        });
        app.MapPost("/shared", async (BlogContext db, IServiceProvider services) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Add(Changes.NewBlog());
            await db.SaveChangesAsync();
            var options = new DbContextOptionsBuilder<BlogContext>();
            Databases.Use(options, db.Database.GetDbConnection());
            await using (var other = new BlogContext(options.Options))
            {
                await other.Database.UseTransactionAsync(transaction.GetDbTransaction());
                other.Add(Changes.NewBlog());
                await other.SaveChangesAsync();
            }

            await transaction.CommitAsync();
        });
    }
}
