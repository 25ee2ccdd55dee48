using Microsoft.EntityFrameworkCore;

namespace Data;

/// <summary>Every way to change entities that the drop-in tells apart. Each request has names of its own.</summary>
public static class Changes
{
    public static void MapChanges(this WebApplication app)
    {
        app.MapPost("/insert", async (BlogContext db) =>
        {
            db.Blogs.Add(NewBlog());
            await db.SaveChangesAsync();
        });
        app.MapPost("/life", (BlogContext db) =>
        {
            var blog = NewBlog();
            db.Add(blog);
            db.SaveChanges();
            blog.Name = NewName();
            db.SaveChanges();
            db.Remove(blog);
            db.SaveChanges();
        });
        app.MapPost("/owned", async (BlogContext db) =>
        {
            var blog = await db.Blogs.OrderBy(b => b.Id).FirstAsync();
            blog.Address.Street = NewName();
            await db.SaveChangesAsync();
        });
        app.MapPost("/tagged", async (BlogContext db) =>
        {
            var post = new Post { Title = NewName() };
            post.Tags.Add(new Tag { Name = NewName() });
            post.Tags.Add(new Tag { Name = NewName() });
            var blog = NewBlog();
            blog.Posts.Add(post);
            db.Add(blog);
            await db.SaveChangesAsync();
        });
        app.MapPost("/animals", async (BlogContext db) =>
        {
            db.AddRange(new Cat { Name = "c" }, new Cat { Name = "c" }, new Dog { Name = "d" });
            await db.SaveChangesAsync();
        });
        app.MapPost("/deleted-by-sql", async (BlogContext db) =>
        {
            var name = NewName();
            db.AddRange(new Dog { Name = name }, new Dog { Name = name }, new Dog { Name = name });
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("DELETE FROM \"Animals\" WHERE \"Name\" = {0}", name);
        });
        app.MapPost("/duplicate", async (BlogContext db) =>
        {
            var name = NewName();
            db.AddRange(NewBlog(name), NewBlog(name));
            await db.SaveChangesAsync();
        });
        app.MapPost("/corrected", async (BlogContext db) =>
        {
            var name = NewName();
            var second = NewBlog(name);
            db.AddRange(NewBlog(name), second);
            try
            {
                await db.SaveChangesAsync();
            }
            catch (DbUpdateException)
            {
                second.Name = NewName();
                await db.SaveChangesAsync();
            }
        });
        app.MapPost("/concurrency", async (BlogContext db) =>
        {
            var counter = new Counter();
            db.Add(counter);
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync("UPDATE \"Counters\" SET \"Version\" = 7");
            counter.Value = 5;
            await db.SaveChangesAsync();
        });
        app.MapPost("/not-accepted", async (BlogContext db) =>
        {
            db.Add(NewBlog());
            await db.SaveChangesAsync(acceptAllChangesOnSuccess: false);
            db.ChangeTracker.AcceptAllChanges();
        });
    }

    public static Blog NewBlog(string? name = null) => new() { Name = name ?? NewName() };

    private static string NewName() => Guid.NewGuid().ToString("N");
}
