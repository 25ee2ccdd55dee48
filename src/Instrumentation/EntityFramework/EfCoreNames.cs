namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// Public types of EF Core 6 to 10 by their full names. EF Core is the application's: it is neither referenced nor loaded here, and is
/// reached through the types that the application has already.
/// </summary>
internal static class EfCoreNames
{
    public const string Context = "Microsoft.EntityFrameworkCore.DbContext";
    public const string ContextFactory = "Microsoft.EntityFrameworkCore.IDbContextFactory`1";
    public const string ContextOptions = "Microsoft.EntityFrameworkCore.DbContextOptions`1";
    public const string OptionsBuilder = "Microsoft.EntityFrameworkCore.DbContextOptionsBuilder`1";
    public const string OptionsBuilderInfrastructure =
        "Microsoft.EntityFrameworkCore.Infrastructure.IDbContextOptionsBuilderInfrastructure";

    public const string Infrastructure = "Microsoft.EntityFrameworkCore.Infrastructure.IInfrastructure`1";
    public const string CoreExtension = "Microsoft.EntityFrameworkCore.Infrastructure.CoreOptionsExtension";
    public const string RelationalExtension = "Microsoft.EntityFrameworkCore.Infrastructure.RelationalOptionsExtension";
    public const string RelationalConnection = "Microsoft.EntityFrameworkCore.Storage.IRelationalConnection";
    public const string HistoryRepository = "Microsoft.EntityFrameworkCore.Migrations.IHistoryRepository";
    public const string Migration = "Microsoft.EntityFrameworkCore.Migrations.Migration";
    public const string MigrationAttribute = "Microsoft.EntityFrameworkCore.Migrations.MigrationAttribute";
    public const string ContextAttribute = "Microsoft.EntityFrameworkCore.Infrastructure.DbContextAttribute";

    /// <summary>The type of this full name that a type is or derives from, or null.</summary>
    public static Type? BaseOf(Type? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Is(type, name))
            {
                return type;
            }
        }

        return null;
    }

    /// <summary>Whether a type is a generic one of this name with its argument given.</summary>
    public static bool IsClosed(Type type, string name) =>
        type is { IsGenericType: true, ContainsGenericParameters: false } && Is(type.GetGenericTypeDefinition(), name);

    // The short name first: every type of a host's registrations is asked at its start, and the runtime makes full names when they are asked for.
    private static bool Is(Type type, string name) => name.EndsWith(type.Name, StringComparison.Ordinal) && type.FullName == name;
}
