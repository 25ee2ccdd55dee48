using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Data;

public static class Databases
{
    public static void Use(DbContextOptionsBuilder options, string connection) => options.UseSqlite(connection);

    public static void Use(DbContextOptionsBuilder options, DbConnection connection) => options.UseSqlite(connection);

    /// <summary>What only this host has: nothing.</summary>
    public static void MapOwn(this WebApplication app)
    {
    }
}
