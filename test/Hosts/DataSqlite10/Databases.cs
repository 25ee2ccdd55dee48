using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Data;

public static class Databases
{
    public static void Use(DbContextOptionsBuilder options, string connection) => options.UseSqlite(connection);

    public static void Use(DbContextOptionsBuilder options, DbConnection connection) => options.UseSqlite(connection);

    /// <summary>What EF Core 6 does not have: bulk changes.</summary>
    public static void MapOwn(this WebApplication app) => app.MapBulk();
}
