using Microsoft.EntityFrameworkCore;

namespace Data;

/// <summary>Saves whose entities an interceptor changes before they are sent.</summary>
public static class Interceptors
{
    public static void MapInterceptors(this WebApplication app)
    {
        app.MapPost("/intercepted/{rule}", async (IConfiguration configuration, string rule) =>
        {
            var options = new DbContextOptionsBuilder<BlogContext>();
            Databases.Use(options, configuration.GetConnectionString("Data")!);
            await using var db = new BlogContext(options.AddInterceptors(new RuleInterceptor(rule)).Options);
            var blogs = Enumerable.Range(0, 3).Select(_ => Changes.NewBlog()).ToList();
            db.AddRange(blogs);
            await db.SaveChangesAsync();
            blogs[0].Name = Guid.NewGuid().ToString("N");
            blogs[1].Name = Guid.NewGuid().ToString("N");
            db.Remove(blogs[2]);
            await db.SaveChangesAsync();
        });
    }
}
