using System.Reflection;

namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Members of the application's EF Core by name. Each is used a few times a minute at the most, so nothing is compiled for it.
/// </summary>
internal static class Reflected
{
    private const BindingFlags Members = BindingFlags.Instance | BindingFlags.Public;

    /// <summary>The value of a public property. Throws <see cref="MissingMemberException"/> if there is none.</summary>
    public static object? Get(object target, string property) =>
        (target.GetType().GetProperty(property, Members) ?? throw Missing(target, property)).GetValue(target);

    /// <summary>Calls the public method of this name that takes these arguments.</summary>
    public static object Call(object target, string method, params object?[] arguments)
    {
        foreach (var candidate in target.GetType().GetMethods(Members))
        {
            if (candidate.Name == method && Takes(candidate.GetParameters(), arguments))
            {
                return candidate.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
            }
        }

        throw Missing(target, method);
    }

    private static bool Takes(ParameterInfo[] parameters, object?[] arguments)
    {
        if (parameters.Length != arguments.Length)
        {
            return false;
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is { } argument && !parameters[i].ParameterType.IsInstanceOfType(argument))
            {
                return false;
            }
        }

        return true;
    }

    private static MissingMemberException Missing(object target, string member) =>
        new(target.GetType().FullName, member);
}
