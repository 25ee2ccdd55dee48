using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Data;

/// <summary>Changes of many rows by one command, which EF Core has from 7 on.</summary>
public static class Bulk
{
    public static void MapBulk(this WebApplication app)
    {
        app.MapPost("/bulk", async (BlogContext db) =>
        {
            var updated = await db.Blogs.ExecuteUpdateAsync(set => set.SetProperty(blog => blog.Address.Street, "bulk"));
            var deleted = await db.Animals.ExecuteDeleteAsync();
            return $"{updated} {deleted}";
        });
        app.MapPost("/bulk-own", async (BlogContext db) =>
        {
            var name = Guid.NewGuid().ToString("N");
            db.AddRange(new Dog { Name = name }, new Dog { Name = name }, new Dog { Name = name });
            await db.SaveChangesAsync();
            await db.Animals.Where(animal => animal.Name == name).ExecuteUpdateAsync(set => set.SetProperty(animal => animal.Name, name + "!"));
            await db.Animals.Where(animal => animal.Name == name + "!").ExecuteDeleteAsync();
        });
        app.MapPost("/bulk-after-failure", async (BlogContext db) =>
        {
            var name = Guid.NewGuid().ToString("N");
            db.AddRange(new Dog { Name = name }, new Dog { Name = name });
            await db.SaveChangesAsync();
            try
            {
                await db.Database.ExecuteSqlRawAsync("DELETE FROM no_such_table");
            }
            catch (DbException)
            {
                await db.Animals.Where(animal => animal.Name == name).ExecuteDeleteAsync();
            }
        });
        app.MapPost("/bulk-rolled-back", async (BlogContext db) =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var deleted = await db.Blogs.ExecuteDeleteAsync();
            await transaction.RollbackAsync();
            return deleted;
        });
    }
}
