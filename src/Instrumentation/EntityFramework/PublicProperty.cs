using System.Reflection;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>Finds properties of types that are the application's.</summary>
internal static class PublicProperty
{
    /// <summary>What reads a property: the one that a derived type has declared anew, if it has. Null if there is none.</summary>
    /// <param name="type">The object's type.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="declaredBy">The full name of the type whose property it is; null for the most derived one that has it.</param>
    public static MethodInfo? Getter(Type type, string name, string? declaredBy = null)
    {
        for (var declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            if ((declaredBy is null || declaring.FullName == declaredBy) && declaring.GetProperty(name, Declared)?.GetMethod is { } getter)
            {
                return getter;
            }
        }

        return null;
    }
}
