using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>The migrations that the application's code has for a context, found as EF Core finds them: by their attributes.</summary>
internal static class CodeMigrations
{
    // Weak, so that a plug-in that brought a context can be unloaded.
    private static readonly ConditionalWeakTable<Type, IReadOnlyList<string>> Known = [];

    /// <summary>
    /// The ids of a context's migrations. None if the assembly that the options name is not deployed, as where migrations are
    /// applied by a job of their own.
    /// </summary>
    /// <param name="context">The context's type.</param>
    /// <param name="relational">The options of its relational provider.</param>
    public static IReadOnlyList<string> Of(Type context, object relational) =>
        Known.GetValue(context, type => Find(type, relational));

    private static List<string> Find(Type context, object relational)
    {
        var ids = new List<string>();
        foreach (var type in TypesOf(AssemblyOf(context, relational)))
        {
            if (!type.IsAbstract && EfCoreNames.BaseOf(type, EfCoreNames.Migration) is not null && IdOf(type, context) is { } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }

    private static Assembly? AssemblyOf(Type context, object relational)
    {
        // From EF Core 9 on the options may hold the assembly itself.
        if (relational.GetType().GetProperty("MigrationsAssemblyObject")?.GetValue(relational) is Assembly assembly)
        {
            return assembly;
        }

        if (Reflected.Get(relational, "MigrationsAssembly") is not string name)
        {
            return context.Assembly;
        }

        try
        {
            var room = AssemblyLoadContext.GetLoadContext(context.Assembly) ?? AssemblyLoadContext.Default;
            return room.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly? assembly)
    {
        try
        {
            return assembly?.GetTypes() ?? [];
        }
        catch (ReflectionTypeLoadException partly)
        {
            // A type whose library is not deployed hides none of the others.
            return partly.Types.OfType<Type>();
        }
    }

    private static string? IdOf(Type migration, Type context)
    {
        string? id = null;
        var belongs = false;
        foreach (var attribute in migration.GetCustomAttributes(inherit: true))
        {
            switch (attribute.GetType().FullName)
            {
                case EfCoreNames.MigrationAttribute:
                    id = Reflected.Get(attribute, "Id") as string;
                    break;
                case EfCoreNames.ContextAttribute:
                    belongs |= Reflected.Get(attribute, "ContextType") as Type == context;
                    break;
            }
        }

        return belongs ? id : null;
    }
}
