namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>What <c>efcore.context</c> says of a context: one name for a type in every family of the process.</summary>
internal static class ContextNames
{
    public const string Attribute = "efcore.context";

    private static readonly TypeNames Names = new();

    /// <summary>Learns of a host's contexts before they are used.</summary>
    public static void Announce(IEnumerable<Type> contexts) => Names.Announce(contexts);

    public static string Of(object context) => Names.Of(context.GetType());

    /// <summary>The name of a context's type.</summary>
    public static string Of(Type context) => Names.Of(context);
}
