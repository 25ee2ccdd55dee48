using Microsoft.EntityFrameworkCore;

namespace Data;

/// <summary>What another host calls that loads this one as a plug-in.</summary>
public static class PlugIn
{
    /// <summary>Adds the context to the services of a host that knows no EF Core.</summary>
    public static void Register(IServiceCollection services, string connection) =>
        services.AddDbContext<BlogContext>(options => Databases.Use(options, connection));

    /// <summary>Saves a blog and counts all.</summary>
    public static int Run(string connection)
    {
        var options = new DbContextOptionsBuilder<BlogContext>();
        Databases.Use(options, connection);
        using var db = new BlogContext(options.Options);
        db.Database.EnsureCreated();
        db.Blogs.Add(Changes.NewBlog());
        db.SaveChanges();
        return db.Blogs.Count();
    }
}
